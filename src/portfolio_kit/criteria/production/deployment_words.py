"""How people tell, in German, Indonesian, Russian, Chinese and Hindi, where a project runs and why there: one language
a line, parts of the patterns that `deployment` reads texts with.
"""
# ruff: noqa: E501 - lists of words in many alphabets

from __future__ import annotations

# Headings that ask where it runs.
WHERE = (
    r"^\W*(?:\d+\W+)?(?:(?:der |so )?betrieb|so läuft (?:es|das)|wie (?:es|das) (?:im alltag )?läuft)\W*$|\bim (?:alltag|einsatz) (?:beim|bei|im|in)\b"
    r"|^\W*(?:\d+\W+)?implementasi\W*$|\bdi lapangan\b|\bsehari-hari\b|\bdi mana (?:\w+ )*(?:dijalankan|dipakai)"
    r"|внедрени|эксплуатаци|как (?:это|она|оно|он|модель|всё) (?:\w+ )?работает (?:на|в|у|сейчас)\b|где (?:это |она |модель )?крутится|как (?:мы )?(?:этим |ею |им )?пользуемся"
    r"|(?:在哪里?|怎么|如何)(?:运行|上线|跑在)|(?:实际|平时|落地)(?:怎么|如何)?(?:使?用)"
    r"|लगाया गया|(?:कहाँ|कहां|कैसे) (?:चल|लगा|लागू)\S*|अमल में|इस्तेमाल कैसे होता"
)
# What was not taken, or what a way costs.
WEIGHS = (
    r"\bverzichtet|\bverworfen\b|\bgenügt\b|\breicht\b|\bübertrieben\b|\büberdimensioniert\b|\bohnehin\b|\bzu (?:teuer|aufwendig|aufwändig|langsam)\b"
    r"|\bcukup\b|\bberlebihan\b|\btidak (?:mengizinkan|perlu|butuh|memakai|menggunakan)\b|\blebih (?:murah|mudah|sederhana|hemat)\b|\bsering (?:putus|mati|padam)\b"
    r"|отказал|делать не стал|не стали (?:делать|ставить|заводить)|не подо(?:ш[её]л|шл[оаи])|не понадоб|не укладыва|\bлишь (?:увелич|добав)|\bпроще\b|\bдешевле\b|избыточ|не нужен\b|не нужно\b"
    r"|没有(?:做成|用|选|上|租|买)|不(?:需要|必)|更(?:省事|便宜|简单|稳定)|就够了"
    r"|नहीं (?:चुना|बनाया|लिया)|ज़रूरत नहीं|जरूरत नहीं|सस्ता|आसान"
)
# What is spoken of where a project is deployed.
TOPIC = (
    r"|\bechtzeit\w*|\bstapelverarbeitung\b|\bweb-?dienst\w*|\bcron-?jobs?\b|\brechenzentrum\b"
    r"|\bpenjadwal\b|\bkomputer kantor\b|\blaptop\b|\bwaktu nyata\b|\baplikasi web\b"
    r"|\bоблак\w{0,3}\b|\bноутбук\w{0,3}\b|\bприложени\w{1,2}\b|\bсервер\w{0,3}\b|\bпакетн\w+|\bонлайн-сервис\w*|\bреальном времени\b|\bпромышленн\w+ компьютер\w*"
    r"|批处理|批量|电脑|在线接口|实时|云(?:端|上|服务)|上线"
    r"|क्लाउड|कंप्यूटर|बैच|ऐप"
)
# That a reason follows, or was given.
REASON = (
    r"|, da (?:die|der|das|den|dem|es|wir|dort|sie|man|ein\w*|hier|kein\w*)\b|\bdeshalb\b|\bdaher\b|\bdenn\b"
    r"|\bsebab\b|\bsupaya\b|\bsoalnya\b|\balih-alih\b|\bketimbang\b"
    r"|поскольку|так как|потому,? что|из-за|поэтому"
    r"|所以|由于|因此"
    r"|वजह से|चूँकि|चूंकि"
)
# That it is still to be done.
PLAN = (
    r"|\b(?:ist|sind) (?:ein \w+ )?(?:\S+ )?geplant\b|^\W*geplant (?:ist|sind)\b"
    r"|\brencananya\b|\bakan di-?deploy\b|\bdirencanakan\b"
    r"|\bпланиру(?:ется|ем|ю) (?:\w+ )?(?:развер|развёр|внедр|запус|вылож|размест)\w+|\bбудет разв[её]рнут"
    r"|计划(?:部署|上线|放到)|将(?:会)?部署"
    r"|योजना है|डाला जाएगा"
)
