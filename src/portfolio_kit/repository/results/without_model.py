"""How the task is done without the model, as a sentence tells it that gives the figure of that: today's formula, who
plans it by hand, whoever takes the mean.

One language a line: what only such a sentence says, and no name of a baseline.
"""
# ruff: noqa: E501 - lists of words in many languages

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.repository.texts.words import folded, words

# Whoever does without: "if one simply takes the mean", "guessing yes for all", "going by the timetable".
_SIMPLY = words(
    r"if (?:one|you|we|i) (?:just|simply|only|merely) \w+|(?:just|simply|merely) (?:taking|using|repeating|sorting|ranking|going by) \S+|"
    r"wenn (?:man|ich|wir) (?:\w+ )?(?:einfach|nur|stets|immer|bloß)|wer (?:einfach|nur|immer|stets)|(?:einfach|nur|stets|immer) (?:\S+ ){1,6}?(?:zu (?:sagen|nehmen|raten|tippen)|genommen|geraten|getippt)|nimmt man (?:einfach|nur|stets|immer)|"
    r"(?:kalau|jika|bila|apabila) (?:cuma|hanya|sekadar|sekedar|asal) (?:\w+ )?(?:nebak|menebak|pakai|pake|memakai|menggunakan|mengambil|ngambil|ambil|melihat|mengurutkan|mengikuti|tebak)\w*|(?:asal|cuma|sekadar) (?:nebak|tebak|menebak)|"
    r"если (?:просто|всегда|только|тупо|всем) (?:\S+ )?(?:брать|взять|предсказ\w+|прогноз\w+|угадыва\w+|отвечать|считать|сортир\w+|смотреть|повтор\w+|говорить|ставить)|(?:просто|всегда|тупо) (?:брать|взять|предсказывать|угадывать|отвечать|повторять)",
    r"如果(?:只|都|全|直接|一律|永远)[按看用猜靠取报拿凭]|(?:只|全|都|一律|直接)(?:按|猜|用平均|取平均|凭经验)|"
    r"(?:सिर्फ़|सिर्फ|केवल|बस|हमेशा) [^।.;,]{1,40}(?:मान लें|मानें|लें तो|कहें|बताएँ|देखें)|पर (?:ही )?भरोसा (?:करें|करने|किया)|(?:का|की) (?:औसत|माध्य) (?:लें|लेने|मानें|माना)",
)
# What is in use, whoever or whatever it is.
_IN_USE = words(
    r"(?:current|existing|present|today['’]s|old) (?:\w+ )?(?:formula|rule|method|procedure|process|practice|spreadsheet|schedule|order of calls)|"
    r"by eye|from experience|on (?:a )?hunch|"
    r"(?:at[ée] (?:agora|hoje|aqui)|hasta (?:ahora|hoy|aqu[íi])|jusqu['’](?:ici|alors|[àa] pr[ée]sent)|finora|fino (?:a oggi|ad ora))|"
    r"(?:regra|regla|r[èe]gle|regola|m[ée]todo|m[ée]thode|metodo|jeito|crit[ée]ri[oa]|crit[èe]re|pr[áa]tica|pratique|prassi|planilha|proceso|processo|processus|procedura|proc[ée]dure)\b[^.;:\d]{0,40}?"
    r"(?:(?<!\w)(?:hoje|hoy|atual|atualmente|actual|actualmente|aujourd['’]hui|actuel(?:le)?|oggi|attuale|vigente|en vigueur|in vigore)(?!\w)|\b(?:d[eao] (?:mon|ma|mi|meu|minha)|di mi[oa]|del mio|della mia) \w+)|"
    r"(?:lo que|o que|ce que|quello che) (?:[^\W\d]+ ){0,4}?(?:hace|hac[íi]an?|hacen|faz|fazem|fazia|font|fait|faisait|fa|fanno|faceva)(?: [^\W\d]+){0,3}? (?:hoje|hoy|aujourd['’]hui|oggi|ahora|agora|actualmente|atualmente)|"
    r"(?:die |eine )?schätzung (?:der|des|unserer?|unseres|meine[rs]?|vom) \w+|nach (?:gefühl|augenmaß|erfahrung)|(?:bisherige|heutige|jetzige|aktuelle|derzeitige|bestehende|händische|manuelle)\w{0,2} (?:[\w-]+ )?\w*(?:formel|regel|verfahren|praxis|planung|methode|liste|schätzung|vorgehen|prognose|weg)|\w{0,20}(?:planer|sachbearbeiter|disponent|einkäufer|berater|hausmeister)(?:in)? (?:aus fleisch und blut|selbst|von hand)|die \S+ allein|der \S+ allein|das \S+ allein|"
    r"cara (?:lama|manual|sekarang|biasa)|rata-rata bergerak|rerata bergerak|(?:yang|seperti) (?:dipakai|berlaku|digunakan|berjalan|dilakukan)\b[^.;,]{0,30}? (?:sekarang|saat ini|selama ini)|(?:perkiraan|tebakan|taksiran|firasat) (?:manual|petugas|pegawai|kepala|pemilik|sendiri)|rata-rata (?:hari|minggu|bulan|tahun) lalu|"
    r"(?:действующ|нынешн|существующ|прежн|стар|текущ|сегодняшн|используем)\w{2,3} (?:[\w-]+ )?(?:правил\w|формул\w|метод\w{0,2}|способ\w{0,2}|подход\w{0,2}|регламент\w{0,2}|порядк?\w{0,2}|систем\w|расч[её]т\w{0,2}|план\w{0,2}|список)|скользящ\w{2,3} средн\w{2,3}|на глаз(?:ок)?|по опыту|по ощущениям|как (?:вчера|в прошл\w+|неделю назад)|(?:логист|диспетчер|закупщик|эксперт|мастер|оператор)\w{0,2} (?:вручную|на глаз|сам)",
    r"(?:目前|现有|现行|原来|以前|人工|店长|传统)的?[^，。；、\d]{0,12}(?:方法|做法|规则|订货量?|预估|估计|经验|公式|排班)|去年同期|移动平均|凭(?:经验|感觉)|拍脑袋|(?:上周|昨天|上个?月|去年)(?:同一天|同期)|"
    r"(?:मौजूदा|पुराने|पुराना|अभी के|वर्तमान) (?:तरीक\S+|नियम|फ़?ॉ?र्मूल\S+|अनुमान)|अभी (?:यही )?चलता है|हाथ से|अंदाज़?े? से|अनुभव से|(?:आज|कल) (?:का|की|के) \S+ ही|जैसा कल",
)
# What is set against it is another's figure: "compared with the current rule the model reaches 0.8".
_COMPARES = words(
    r"compared|than|against|over|instead of|unlike|better|beats?|gegenüber|verglichen|vergleich|als|statt|anders|besser|schlägt|dibanding\w{0,3}|daripada|ketimbang|lebih baik|mengungguli|по сравнению|чем|против|вместо|лучше|превосходит|в отличие",
    r"相比|比起|比|高于|低于|优于|की तुलना|से बेहतर|के मुक़?ाबले|बजाय",
)
_WISHED = re.compile(r"\b(?:soll|sollte|would|should|harus|ingin|долж\w+|хотим)\b|应该|希望|चाहिए")


def tells_of_doing_without(text: str) -> bool:
    """Whether a clause says how it is done without the model, and sets nothing against that in the same breath."""
    said = folded(text)
    if not (_SIMPLY.search(said) or _IN_USE.search(said)):
        return False
    return not (_COMPARES.search(said) or _WISHED.search(said))
