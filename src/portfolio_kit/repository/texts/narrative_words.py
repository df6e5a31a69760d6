# ruff: noqa: E501
"""The words by which people tell the parts of a case study, in the languages that portfolios are written in.

Two kinds: what stands in a heading, and what a sentence says. Every pattern is matched in lower-case text.
"""

from __future__ import annotations

from typing import NamedTuple

from portfolio_kit import lazily as re

PROBLEM = "problem"
APPROACH = "approach"
RESULTS = "results"
LESSONS = "lessons learned"
PARTS = (PROBLEM, APPROACH, RESULTS, LESSONS)


class Words(NamedTuple):
    """What is looked for in English, and in the other languages; English words are used in all of them."""

    english: re.Pattern[str]
    other: re.Pattern[str]

    def search(self, text: str, *, english_only: bool = False) -> bool:
        """Whether lower-case `text` has any of them."""
        return bool(self.english.search(text)) or (not english_only and bool(self.other.search(text)))

    def named(self, text: str) -> int:
        """How many of them lower-case `text` has, each counted once."""
        return len({match[0] for pattern in self for match in pattern.finditer(text)})


def _any(english: str, *others: str, signs: str = "") -> Words:
    """English words begin where a word begins, which is also quick to look for; those of other languages may be parts."""
    return Words(re.compile(rf"\b(?:{english})" + signs), re.compile("|".join(others) or r"(?!)"))


# Headings of what is no story: how to install, run, find and license the thing, and lists of what it can do.
ASIDE = _any(
    r"install|instruction|set[- ]?up|getting started|quick ?start|prerequisit|\brequire?ments?\b|how to (?:run|use|start|build|install|contribute|deploy)|\busage\b|\brun(?:ning)?\b.{0,30}(?:local|project|app|code|docker|notebook|test|pipeline|server|api)|"
    r"structure|folder|directory|\bfiles?\b|repository (?:layout|content|overview|map)|licen[cs]|contribut|contact|\bauthors?\b|acknowledg|credits?$|citation|\breferences\b|table of contents|^contents?$|navigat|"
    r"(?:tech|technology|tools?)\b.{0,12}(?:stack|used)?$|tech(?:nical)? stack|technologies|\bstack\b|dependenc|\bfeatures$|\bfunctionalit|capabilit|endpoints?|api (?:doc|ref|usage|example)|swagger|screenshots?|demo\b|testing|\btests?$|commands?|support\b|\bfaq|badges?|"
    r"environment|virtual ?env|clone|docker|configur|changelog|roadmap|checklist|about (?:me|the author)|glossary|sample (?:request|output|response)|example (?:request|usage)|data dictionary|columns?\b.{0,12}descri|description of (?:the )?columns|deploy(?:ing|ment)? (?:to|on|guide|steps)",
    r"instala[çc]|instalaci|instru[çc][õo]es|instruc[ct]ion|istruzion|anleitung|petunjuk|инструкци|como (?:executar|rodar|usar|utilizar|ejecutar|acessar)|requisitos|pr[ée][- ]?requisitos|estrutura|estructura|licen[çc]a|licencia|contribui|contribuci|contato|contacto|autore?s?\b|tecnologias|tecnolog[íi]as|ferramentas|herramientas|funcionalidades|funciones|fun[çc][õo]es|^uso$|utiliza[çc][ãa]o|dependencias|depend[êe]ncias|"
    r"spalten\W{0,3}beschreibung|descri[çc][ãa]o das (?:colunas|vari[áa]veis)|descripci[óo]n de (?:las )?(?:columnas|variables)|description des (?:colonnes|variables)|descrizione delle (?:colonne|variabili)|(?:deskripsi|keterangan|penjelasan) (?:kolom|variabel)|описание (?:столбцов|колонок|признаков)|字段说明|"
    r"utilisation|d[ée]marrage|lancer|ex[ée]cut(?:er|ion)|pr[ée]requis|arborescence|auteurs?\b|remerciement|technologies utilis|"
    r"installation|voraussetzung|verwendung|nutzung|ausf[üu]hr|struktur|ordner|lizenz|mitwirk|kontakt|danksagung|technologien|werkzeuge|"
    r"installazione|requisiti|esecuzione|come (?:eseguire|usare)|struttura|licenza|contatti|tecnologie|ringraziamenti|"
    r"instalasi|cara (?:menjalankan|menggunakan|pakai|install)|prasyarat|persyaratan|lisensi|kontribusi|kontak|teknologi|fitur$|penggunaan|"
    r"установк|запуск|требовани|структура|лицензи|контакт|технологи|использовани|автор|"
    r"安装|安裝|环境|運行|运行|使用方法|使い方|インストール|構成|目录|结构|许可|ライセンス|联系|技术栈|설치|실행|구조|라이브러리|"
    r"स्थापना|इंस्टॉल|कैसे चलाएँ|कैसे चलाएं|संरचना|लाइसेंस|संपर्क|"
    r"kurulum|gereksinim|nas[ıi]l çal[ıi]şt|kullan[ıi]m|klas[öo]r|yap[ıi]s[ıi]|lisans|ileti[şs]im|"
    r"instalacj|wymagania|uruchom|struktura|licencj|kontakt|u[żz]ycie|technologie",
    r"cài đặt|hướng dẫn|cấu trúc (?:thư mục|dự án|mã nguồn)|yêu cầu|giấy phép|liên hệ|công nghệ|cách (?:chạy|sử dụng)|đóng góp|tác giả",
)  # fmt: skip

# Headings of what a service does and answers when something fails: no story, and nothing that its author learned.
HANDLING = _any(
    r"(?:error|exception)s?[ -](?:handling|codes?|responses?)|handling (?:of )?(?:errors?|exceptions?)",
    r"(?:tratamento|tratamiento|manejo|gest[ãa]o|gesti[óo]n|gestion|gestione|c[óo]digos?|codes?|codici) (?:(?:de|des|de los|dos|degli|di) |d['’])?(?:err|exce)|fehlerbehandlung|fehlercodes?|penanganan (?:error|kesalahan)|kode (?:error|kesalahan)|обработк\w ошибок|коды ошибок|错误(?:处理|码)|hata (?:y[öo]netimi|kodlar)",
)  # fmt: skip

_PROBLEM_TITLES = _any(
    r"\bproblem|motivation|background|\bcontext\b|business (?:case|need|question|understanding|goal|objective)|\bobjectives?\b|\bgoals?\b|\baims?\b|\bpurpose\b|introduction|^\W*(?:\d+\W+)?(?:(?:the|an?|brief|quick|short|general|executive|high[- ]level|project|problem|business|case study|solution|system) )*overview|\babout\b|\bwhy\b|use case|scenario|\bquestions?\b|(?:the|business|our) challenge|^challenge$|\bneed\b|the client|stakeholder|pain|what was (?:wrong|at stake|going on)|where (?:it|this|we) (?:started|began)|starting point|the situation|description|summary|abstract|what (?:this|it|the) .{0,20}(?:do|is)",
    r"problema|motiva[çc]|contexto|objetivos?|introdu[çc]|introducci|vis[ãa]o geral|sobre o|desaf[íi]o|descri[çc][ãa]o|descripci|pergunta|pregunta|prop[óo]sito|situa[çc][ãa]o|planteamiento|necesidad|resumo|resumen|por qu[eê]",
    r"probl[èe]me|probl[ée]matique|contexte|objectifs?|enjeux?|pourquoi|pr[ée]sentation|constat|r[ée]sum[ée]|le besoin|aufgabe|ausgangslage|ausgangspunkt|hintergrund|ziele?\b|zielsetzung|einleitung|[üu]berblick|fragestellung|forschungsfrage|herausforderung|worum|warum|situation|zusammenfassung",
    r"contesto|obiettiv|introduzione|motivazion|panoramica|perch[ée]|situazione|latar belakang|permasalahan|rumusan|masalah|tujuan|pendahuluan|deskripsi|domain proyek|business understanding|tentang|mengapa|ringkasan",
    r"проблем|задач|постановк|цел[ьи]|введение|описание|контекст|мотивац|предыстори|зачем|обзор",
    r"问题|問題|背景|目标|目標|目的|简介|簡介|介绍|概述|概要|课题|課題|动机|需求|はじめに|개요|배경|문제|목적",
    r"समस्या|पृष्ठभूमि|उद्देश्य|परिचय|लक्ष्य|चुनौती|क्यों",
    r"problem|sorun|ama[çc]|giri[şs]|arka plan|hedef|ba[ğg]lam|neden|[öo]zet|cel\b|cele\b|kontekst|wprowadzenie|wst[ęe]p|t[łl]o|opis|dlaczego|wyzwanie|punkt wyj[śs]cia",
    r"vấn đề|mục tiêu|mục đích|bối cảnh|giới thiệu|tổng quan|bài toán|động lực|lý do|tại sao",
)  # fmt: skip
_APPROACH_TITLES = _any(
    r"approach|method|\bdata(?:set)?s?\b|feature (?:engineering|selection|importance)|engineering|pre-?processing|cleaning|preparation|\bmodel(?:s|ing|ling)?\b|\btrain|pipeline|architecture|solution|workflow|\bprocess\b|how (?:it|this|we|i) |experiment(?!s?(?: |-)?track)|\beda\b|explorat|analysis|analy[sz]ing|\bdesign|implementation|what (?:i|we) (?:did|built|made|tried)|technical|algorithm|\bsteps\b|system|decisions?\b|building|strategy|the plan|under the hood|encoding|selection|visuali[sz]ation|tuning",
    r"abordagem|enfoque|metodolog|m[ée]todo|dados|datos|pr[ée][- ]?processamento|preprocesamiento|modelo|modelagem|modelado|treinamento|entrenamiento|arquitet|arquitect|solu[çc]|soluci|etapas|processo|proceso|desenvolvimento|desarrollo|an[áa]lise|an[áa]lisis|o que (?:eu )?fiz|qu[ée] hice|c[óo]mo (?:lo|se|fue)|como (?:foi|funciona|resolv)|explora",
    r"approche|d[ée]marche|m[ée]thod|donn[ée]es|mod[èe]le|mod[ée]lisation|entra[îi]nement|analyse|mise en (?:œuvre|oeuvre)|ce que (?:j|nous)|vorgehen|ansatz|methodik|methode|daten|modell|umsetzung|l[öo]sung|verarbeitung|was ich|wie (?:ich|wir|es)",
    r"approccio|metodo|\bdati\b|modell[oi]|soluzione|sviluppo|analisi|addestramento|come (?:l'|ho|abbiamo|funziona)|cosa ho|pendekatan|metode|metodologi|dataset|solusi|pemodelan|pengolahan|persiapan data|analisis|pelatihan|langkah|alur|cara kerja|apa yang (?:saya|kami)",
    r"подход|метод|данны|модел|решени|обучени|анализ|архитектур|признак|пайплайн|как (?:я|мы|это)|что (?:я|мы) (?:сделал|делал)|ход работы",
    r"方法|数据|數據|データ|模型|モデル|训练|訓練|方案|流程|架构|特征|特徴|前処理|预处理|分析|实现|過程|过程|做法|思路|解决|手法|アプローチ|방법|데이터|모델|분석|학습|흐름",
    r"दृष्टिकोण|तरीका|डेटा|मॉडल|विधि|प्रक्रिया|समाधान|कार्यप्रणाली|क्या किया|कैसे किया",
    r"yakla[şs][ıi]m|y[öo]ntem|veri\b|veri set|model|[çc][öo]z[üu]m|e[ğg]itim|s[üu]re[çc]|analiz|ne yapt[ıi]|nas[ıi]l yapt[ıi]|podej[śs]cie|metod|dane\b|danych|rozwi[ąa]zanie|trening|przygotowanie|analiza|co zrobi|jak (?:to|dzia[łl]a)|przebieg",
    r"phương pháp|dữ liệu|mô hình|kiến trúc|quy trình|giải pháp|huấn luyện|quyết định|luồng|tiền xử lý|đặc trưng",
)  # fmt: skip
_RESULTS_TITLES = _any(
    r"result|performance|metrics?\b|evaluat|finding|outcome|\bimpact\b|\bscores?\b|comparison|insights?\b|conclusion|what happened|how (?:well|good)|how (?:it|this|we|i) (?:did|fared|performed|turned out|went|works? out)|benchmark|leaderboard|the numbers|did it work|what (?:came out|changed for|we found|i found|we got)|discover|payoff|observations?",
    r"resultados?|desempenho|desempe[ñn]o|m[ée]tricas|avalia[çc]|evaluaci|impacto|conclus|hallazgos|achados|rendimiento|o que (?:mudou|encontr)|qu[ée] (?:cambi|encontr|pas)|funcion[oó]\b|compara",
    r"r[ée]sultats?|performances|[ée]valuation|bilan chiffr|constats|ce que (?:ça|cela) (?:donne|change)|ergebnis|auswertung|leistung|bewertung|kennzahl|was (?:dabei )?herauskam|was es (?:bringt|gebracht)|fazit|befund",
    r"risultat|prestazion|valutazione|esiti|conclusion|cosa (?:è cambiato|[ée] emerso)|hasil|evaluasi|kinerja|performa|kesimpulan|temuan|dampak",
    r"результат|оценк|метрик|качеств|вывод|итог|эффект|что (?:получил|вышло)|сравнени",
    r"结果|結果|性能|评估|評価|评价|效果|成果|指标|指標|结论|結論|精度|발견|결과|성능|평가",
    r"परिणाम|नतीजे|नतीजा|प्रदर्शन|मूल्यांकन|निष्कर्ष|असर",
    r"sonu[çc]|performans|de[ğg]erlendirme|bulgu|metrik|etki|ne de[ğg]i[şs]ti|wynik|ocena|metryk|wnioski|rezultat|efekt|co wysz[łl]o|skuteczno",
    r"kết quả|hiệu (?:suất|năng|quả)|đánh giá|kết luận|so sánh",
)  # fmt: skip
_LESSONS_TITLES = _any(
    r"lesson|\blearn(?:ed|t|ings)\b|take-?aways?|\btake away|past self|\bunderstood\b|hard parts?\b|hindsight|challenges\b|limitation|limits\b|what (?:did ?n.t|did not|failed|went wrong|surprised|i(?:'d| would| got wrong)|we(?:'d| would| got wrong)|bit me|broke|next|i know now)|would (?:do|change)|differently|retrospective|reflection|next steps?|future|further (?:work|steps|improvements?)|improve|mistake|pitfall|caveat|hindsight|post-?mortem|wrong turns?|dead ends?|discussion|weakness|looking back|look back|in retrospect|aftermath|known issues|\blater\b|open (?:questions|issues|problems)|regret|if (?:i|we) (?:did|started|began|had)|what (?:is|'s) (?:left|missing|next)|honest|things that|to ?do next|trade-?offs|detours?\b|scars\b|hiccups|blind alleys?|surprises?\b|what broke|struggles?\b|obstacles?\b|hurdles\b|gotchas?\b|changed (?:my|our) mind|false starts?|tried and (?:dropped|abandoned)",
    r"li[çc][õo]es|aprendi\b|lecciones|aprend[íi]\b|aprendiza(?:je|do)s?\b(?! (?:autom|profund|de m[áa]q|supervis|no ))|limita[çc]|limitaci|desafios|pr[óo]ximos (?:passos|pasos)|trabalhos? futuros?|trabajo futuro|melhorias|mejoras|o que (?:n[ãa]o|deu errado|faria|aprend|eu mudaria)|lo que (?:no|aprend|har[íi]a|sali[óo] mal)|qu[ée] (?:no|aprend|har[íi]a|sali[óo] mal)|erros que|errores|dificuldades|dificultades|reflex|tropie[çc]os|tropiezos|futuro",
    r"le[çc]ons|enseignement|appris|recul|r[ée]trospectiv|retour d.exp[ée]rience|limites|difficult[ée]s|prochaines [ée]tapes|perspectives|am[ée]liorations|ce qui n.a pas|si c.[ée]tait [àa] refaire|erreurs|lehren|gelernt|erkenntnis|lektion|grenzen|einschr[äa]nkung|limitation|schwierigkeit|n[äa]chste schritte|ausblick|verbesserung|was (?:nicht|schief|ich anders)|fehler|im nachhinein|hinterher\b|r[üu]ckblick|reflexion|anders machen|schw[äa]chen",
    r"lezioni|imparat|\blimiti\b|difficolt|prossimi passi|sviluppi futuri|miglioramenti|cosa (?:non|farei)|errori|pelajaran|pembelajaran|dipelajari|keterbatasan|kendala|tantangan|langkah (?:selanjutnya|berikutnya)|\bsaran\b|kekurangan|refleksi|kesalahan|bikin pusing|yang (?:gagal|salah|susah|sulit)|hikmah|ke depan|rencana (?:ke|selanjutnya)",
    # Portuguese, Spanish, French, Italian: what went wrong, in plain speech.
    r"o que (?:correu|saiu) mal|perrengue|percal[çc]o|trapalhad|onde (?:errei|err[áa]mos|falh[áa]mos|falhei)|dores de cabe[çc]a|ensinamentos|o que nos (?:surpreendeu|custou)|imprevistos",
    r"metidas? de pata|lo que (?:fall[óo]|se torci[óo]|(?:m[áa]s )?(?:nos|me) cost[óo])|contratiempos|d[óo]nde (?:nos equivocamos|me equivoqu|met)|traspi[ée]s|piedras en el camino|aprendimos",
    r"ce qui a (?:coinc|cass|rat|mal)|gal[èe]res\b|\brat[ée]s\b|d[ée]convenues|d[ée]boires|b[êe]tises|emb[ûu]ches|mauvaises surprises|ce que [çc]a m['’]a|o[ùu] [çc]a a coinc",
    r"figuracce|cosa (?:è|e['’]) andat[oa] (?:storto|male)|quello che non|inciamp|intoppi|\bguai\b|dove (?:abbiamo|ho) sbagliato|grattacapi|(?:abbiamo|ho) capito",
    r"урок|научил|ограничени|трудност|сложност|дальнейш|следующ|планы|улучшени|что не|ошибк|рефлекси|ретроспектив|чему|что бы (?:я|мы)|недостат|грабл|шишк|подводны\w камн|пошло не так",
    r"教训|教訓|经验|經驗|学到|學到|学んだ|反思|局限|不足|挑战|挑戰|难点|改进|下一步|未来|展望|今後|限界|振り返り|踩.{0,2}坑|遇到的(?:问题|困难|麻烦)|弯路|翻车|复盘|如果重来|심득|배운|한계|향후|개선|회고",
    r"सीख|सबक|सीमाएँ|सीमाएं|सीमा|चुनौतियाँ|चुनौतियां|आगे|भविष्य|सुधार|गलत|गड़बड़|नहीं चला|दिक्कत|दिक़्क़त",
    r"[öo]ğrend|\bders(?:ler)?\b|[çc][ıi]kar[ıi]m|k[ıi]s[ıi]tla|s[ıi]n[ıi]rl[ıi]l[ıi]k|zorluk|sonraki ad[ıi]m|gelecek|iyile[şs]tirme|\bhata(?:lar|m|mız)\b|neyi farkl|lekcj|nauczy|nauka|ograniczeni|trudno[śs]c|wyzwania|nast[ęe]pne kroki|kolejne kroki|dalsze|b[łl][ęe]dy|refleksj|co (?:bym|nie|posz[łl]o)|przysz[łl]o|usprawni|zrobi[łl]bym inaczej",
    r"bài học|hạn chế|giới hạn|khó khăn|thách thức|hướng phát triển|cải tiến|rút ra|tương lai",
)  # fmt: skip
TITLES = {PROBLEM: _PROBLEM_TITLES, APPROACH: _APPROACH_TITLES, RESULTS: _RESULTS_TITLES, LESSONS: _LESSONS_TITLES}

# Somebody has a need, and it costs: what a sentence about a problem says.
_PROBLEM_SAYS = _any(
    r"\bcosts?\b.{0,60}\b(?:\d|money|time|million|thousand|a year|per year|hour)|\blos(?:e|es|ing|t)\b|\bwast(?:e|es|ed|ing|age)\b|costs? (?:him|her|them|us|the|each|every|an?|around|about|up to|roughly|between)\b|too (?:much|little|many|few|late|early)\b|profits?\b|penalt|fine[sd]\b|wait(?:s|ing|ed)? (?:for|too|hours|days|on average|more|an?)\b|delay(?:s|ed)?\b|half empty|runs? (?:out|dry)\b|goes to waste|thrown away|turn(?:s|ed)? away|no one (?:knows|knew)|nobody (?:knows|knew|hears)|struggl|suffer|complain|too late|by hand|manual(?:ly)? |expensive|costly|risk of|at risk|(?:lost|lower|reduced|unplanned|avoid\w*) (?:revenue|sales|income|downtime|cost)|overstock|stock-?outs?|shortage|bottleneck|no way to|had no|hard to (?:know|tell|spot|plan|see)|difficult(?:y)? (?:to|for)|(?:real|big|serious|critical|growing|major|global|common|public) (?:problem|concern|issue|challenge|threat|health)|the problem|the challenge|crucial|so that (?:they|the|staff|doctors|teams?|we) can|\b(?:helps?|helping|allows?|enables?|enabling|lets) .{3,60} (?:to|reduce|identify|plan|decide|detect|make|avoid|retain|understand|prevent|take|offer|optimi[sz]e)\b|\bprevent(?:s|ing|ion|ed)?\b(?!.{0,30}(?:overfit|leak|bias))|pain point|need(?:s|ed)? (?:to|a|an|early|help)|wants to|want(?:ed)? to (?:know|reduce|avoid|understand|predict|find|keep|stop)|proactive|\bearly (?:warning|detection|diagnos|interven)|decision[- ]mak|stakeholder|complaints|turned away|missed|unhappy|fraud losses|in order to (?:reduce|avoid|retain|prevent)|important (?:for|tool|to|because)",
    r"custa(?:m|va|vam)?\b|perd(?:e|em|eu|ia|iam|as?|ida)\b|perde[rn]|preju[íi]zo|desperd[íi]c|sofre|reclam|manualmente|a m[ãa]o|[àa] m[ãa]o|tarde demais|demasiado tarde|caro|risco de|riesgo de|reduzir|reducir|evitar|precisa(?:m|va|vam)? |necesita|necesidad de|o problema|el problema|dif[íi]cil|ajuda(?:r)? |ayuda|permit|cuesta|costaba|pierde|p[ée]rdida|quejas|desab|falt(?:a|aba|avam?) |faltas|prevenir|tomada de decis|toma de decis|antecip|anticip",
    # What something costs each time, and what stops or is thrown away: Portuguese, Spanish, French, Italian.
    r"\d ?(?:€|euros?|reais|pesos|d[óo]lares|francs?|r\$) (?:por|al|ao|[àa] l['’]|par|l['’]|all['’]|a|cada|chaque|ogni) ?\w|(?:sin|sem) avisar|sans pr[ée]venir|senza avvis|jette(?:nt)? |buttat|butta(?:no)? |\btira(?:mos|n) (?:unos|unas|m[áa]s|cada|\d)|deita(?:mos|m)? fora|joga(?:mos|m)? fora|a la basura|[àa] la poubelle|nella spazzatura|al cubo",
    r"co[ûu]te|perd(?:ait|ent|re|u)|pertes?\b|gaspill|souffr|plaint|[àa] la main|trop tard|risque|r[ée]duire|[ée]viter|besoin|le probl[èe]me|difficile|aide[rn]? |permet|kostet|kosten|verlier|verlust|verschwend|leide[nt]|beschwer|von hand|manuell|zu sp[äa]t|risiko|vermeid|reduzier|brauch|ben[öo]tig|das problem|schwierig|hilft|erm[öo]glich|m[öo]chte (?:wissen|vermeiden)|ausfall",
    r"costa(?:va|no)?\b|perd(?:e|ite|ono|eva|ita)\b|sprec|soffr|lament|a mano|troppo tardi|rischio|ridurre|evitare|bisogno|il problema|difficile|aiut|permett|kerugian|merugi|rugi\b|biaya|terbuang|keluhan|secara manual|terlambat|risiko|mengurangi|menghindari|membutuhkan|memerlukan (?:perkiraan|prediksi|cara)|bingung|ketipu|tertipu|kemahalan|lebih mahal|menunggak|kedaluwarsa|masalah|sulit|membantu|memungkinkan|mencegah|penting (?:untuk|bagi)|dibutuhkan|kesulitan",
    r"теря|потер|стоит |обходи|убыт|жал[оу]|вручную|слишком поздно|риск|снизить|сократить|избежать|нужн|необходим|проблема|трудно|сложно|помога|позволя|не хват|простаив",
    r"损失|損失|浪费|成本|手工|人工|太晚|风险|降低|减少|避免|需要|难以|問題は|困難|帮助|投诉|流失|缺货|过期|报废|必要|助け|困る|痛点",
    r"नुकसान|खर्च|बर्बाद|हाथ से|देर|जोखिम|कम करन|बचन|ज़रूरत|जरूरत|समस्या|मुश्किल|मदद|शिकायत",
    r"kaybed|kay[ıi]p|maliyet|israf|şik[âa]yet|elle |ge[çc] kal|risk|azalt|[öo]nle|ihtiya[çc]|sorun|zor\b|yard[ıi]m|trac(?:i|[ąa]|ili)|strat|kosztuj|kosztow|marnuj|skarg|r[ęe]cznie|za p[óo][źz]no|ryzyk|ograniczy|unikn|potrzeb|problem|trudno|pomaga|pozwala",
    r"thiệt hại|tốn kém|lãng phí|rủi ro|thủ công|quá muộn|khó khăn|cần thiết|vấn đề|phàn nàn|thua lỗ",
)  # fmt: skip
_GOAL_SAYS = _any(
    r"\b(?:goal|aim|objective|purpose|task|mission)\b.{0,40}\b(?:is|was|to|of)\b|\baims? (?:to|at)\b|\b(?:project|app|application|tool|system|repository|study|notebook) (?:predicts?|ranks?|classif(?:y|ies)|detects?|forecasts?|estimates?|recommends?|explores?|analy[sz]es?|investigates?|segments|aims|focuses|builds|simulates|addresses|tackles|uses|implements|is about)|designed to|in order to|to (?:predict|classify|forecast|detect|estimate|identify|recommend) |predicts? |i (?:want|wanted|set out) to|build(?:s|ing)? a model",
    r"objetivo|visa |busca |meta |predecir|predizer|prever |pronosticar|objectif|vise [àa]|pr[ée]dire|ziel(?!variabl|gr[öo][ßs]|spalte|wert|merkmal)|vorhersag|obiettivo|mira a|prevedere|bertujuan|tujuan|memprediksi|цель|предсказ|прогноз|目标|目的|预测|予測|उद्देश्य|लक्ष्य|अनुमान|ama[çc]|tahmin|celem|przewidy|prognoz|예측",
    r"mục tiêu|mục đích|nhằm |dự đoán|dự báo",
)  # fmt: skip
# What was done, and with what.
_APPROACH_SAYS = _any(
    r"\b(?:trained|tuned|built|build|compared|split|engineered|dropped|encoded|selected|chose|tested|evaluated|implemented|applied|trains?|applies|removed|filled|imputed|scaled|transformed|combin\w+|extract\w*|created|added|collected|cleaned|labell?ed|deployed|wrapped|logged|used|uses?|using)\b.{0,120}\b(?:model|data|features?|columns?|rows?|set|sets|classifier|regress\w*|forest|boost\w*|network|embedding\w*|vectori\w*|pipeline|baseline|split|folds?|threshold|validation|images?|texts?|reviews?|encoding|sensor\w*|window\w*|api|library|framework|hyperparameters?|parameters?|missing|weights?|matrix|clusters?|algorithm\w*|scor\w+|library|series)|"
    r"xgboost|lightgbm|catboost|random forest|logistic regression|gradient boost|decision tree|naive bayes|neural network|k-?means|\bsvm\b|\blstm\b|\bcnn\b|\bbert\b|transformer|prophet|\barima|\bsarima|resnet|cross[- ]valid|grid ?search|one[- ]hot|\bsmote\b|tf-?idf|autoencoder|linear regression|ridge|lasso|\bpca\b|optuna|train[/ -]test|hold-?out|stratif|nearest neighbou?r|elastic ?net|isolation forest|word2vec|poisson|regression\b|boosted trees?|baseline|yardstick|number to beat|rule of thumb|held[- ]out|kept (?:aside|for the (?:final )?test)|test (?:set|year|weeks?|months?)|validation (?:set|weeks?|months?)|rolling (?:evaluation|window|origin)|walk[- ]forward|back-?test|resampl|lagged|residual|quantile|threshold|class weights?|oversampl|undersampl|fine-?tun|embedding|convolution|augmentation|clustering|cosine similarity|matrix factori[sz]ation|n-?grams?|tokeni[sz]|normali[sz]ed|standardi[sz]ed|outliers?|imput|\bsvd\b|time[- ]series split",
    r"trein(?:ei|amos|ado|amento|ar)|entren(?:é|amos|ado|amiento|ar)|valida[çc][ãa]o cruzada|validaci[óo]n cruzada|floresta aleat|bosque aleat|regress[ãa]o|regresi[óo]n|[áa]rvore|[áa]rbol|vari[áa]ve(?:l|is)|variables?\b|modelos?\b|entra[îi]n[ée]|apprentissage|validation crois|for[êe]t al[ée]atoire|r[ée]gression|arbre|mod[èe]les?\b|trainiert|kreuzvalid|entscheidungsb|regressionsb|regression|merkmal|modell|addestrat|validazione incrociata|foresta|regressione|albero|modell[oi]\b|melatih|dilatih|validasi silang|regresi|pohon keputusan|fitur|model\b",
    r"обуч(?:ил|ен|ал|ение)|кросс-?валид|случайн\w+ лес|регресси|бустинг|дерев|признак|модел|训练|交叉验证|随机森林|回归|决策树|特征|模型|神经网络|学習|交差検証|特徴量|モデル|प्रशिक्ष|क्रॉस|रिग्रेशन|मॉडल|फ़ीचर|e[ğg]it(?:tim|tik|ildi)|[çc]apraz do[ğg]rula|rastgele orman|regresyon|karar a[ğg]ac|[öo]znitelik|wytrenowa|trenowa|walidacj\w+ krzy[żz]|las losow|regresj|drzew|cech[ayę]?\b|모델|학습",
    r"huấn luyện|mô hình|thuật toán|đặc trưng|làm sạch|tiền xử lý|trích xuất|điền khuyết|kiểm định chéo|hồi quy|cây quyết định",
)  # fmt: skip
# What came out.
_RESULTS_SAYS = _any(
    r"achiev|outperform|\breduc(?:ed|es)\b|\bfell\b|dropped (?:from|by|to)|\bdown (?:from|to)|\bup (?:from|to)|\brose\b|increas(?:ed|es) |improv(?:ed|es) |\bbeat(?:s|en)?\b|reach(?:ed|es)|best (?:model|performing|result|score|overall)|(?<!was )(?<!were )(?<!been )(?<!is )(?<!are )performed|performs (?:best|better|well)|(?:better|worse|higher|lower)\b.{0,30}\bthan\b|slightly (?:better|worse)|(?:on average|unseen|held[- ]out|test (?:set|year|data|weeks?|months?))\b(?=.{0,120}\d)|miss(?:es|ed) by|off by|work(?:s|ed) (?:quite |very )?well|catch(?:es)?|caught|\bcuts? (?:the|by)|\bsav(?:es|ings?)\b|error of|(?:scored|scores) |highest|lowest|compared (?:to|with) (?:the )?(?:baseline|naive|mean|before)",
    r"alcan[çc]|atingi|super(?:a|ou|ó|amos)|reduzi|redujo|caiu|cay[óo]|subiu|subi[óo]|melhor(?:ou| que| do que)|mejor(?:ó| que)|pior|peor|baj[óo] (?:de|a)|obt(?:eve|uvo|ido)|acert|consegu|atteint|d[ée]pass|r[ée]dui|pass[ée]e? de|am[ée]lior|meilleur|moins bon|erreicht|[üu]bertri?[ft]+|sank|gesunken|stieg|besser|schlechter|verbesser|raggiun|super(?:a|ato)|ridott|miglior|peggior|sces[oa]|mencapai|turun|naik|menurun|meningkat|lebih baik|terbaik|mengungguli|mampu",
    r"достиг|превз|снизил|упал|вырос|улучш|лучш|хуже|сократил|达到|超过|优于|下降|提高|降低到|降到|提升|減少|向上|達成|上回|पहुँच|घट|बढ़|बेहतर|ula[şs]|ge[çc]ti|d[üu][şs]t[üu]|artt[ıi]|iyi\b|geride|osi[ąa]gn|spad[łl]|wzros|lepsz|gorsz|przewy[żz]|zmniejszy|향상|달성",
    r"đạt (?:được|độ|mức)|cải thiện|tốt (?:hơn|nhất)|kém hơn|vượt (?:trội|qua)|(?:giảm|tăng) \d",
)  # fmt: skip
# What only someone who did it can say.
_LESSONS_SAYS = _any(
    r"\b(?:i|we) (?:did(?:n['’]t| not)|had(?:n['’]t| not)) (?:expect|foresee|anticipate|see (?:it |that |this )?coming)|\b(?:i|we) (?:learn(?:ed|t) (?:that|the hard way|from|not)|underestimated|overestimated|assumed|expected|wrongly|regret|wasted|spent (?:too|most|\w+ (?:days?|weeks?|hours?))|reali[sz]ed|missed|forgot|should have|would (?:have|now|start|do|not|spend|ask|never|collect)\b|never thought)|(?:i|we)['’]d (?:spend|start|ask|never|have|do|rather|now|still|go|try|not|want|begin|change|use|put|drop|keep|talk|label|measure|collect)\b|(?:i|we) (?:thought|believed|hoped|had (?:hoped|thought|expected|assumed))|if i (?:really|did|began|started|had)|\blesson\b|in hindsight|looking back|next time|start(?:ed|ing)? (?:over|again)|turned out|surpris(?:ed|ing|ingly|e)\b|did(?:n['’]t| not) (?:work|help|matter|improve|pay|converge|generali|survive|hold)|failed (?:on|to|when|for|because|badly|at)|(?:my|our|first|biggest|a|one) mistake|(?:got|get) (?:it |them |that )?wrong|what (?:helped|hurt|worked|saved|killed|bit)\b|(?:was|were) the (?:easy|hard) (?:part|half|bit)|vanished|too good|should have (?:been|seen|asked|checked|started|known)|not until|the hard way|what nobody|nobody (?:had |ever )?(?:told|wrote|writes|knew|noticed|asked)|harder than|disappoint|misled|misleading\b|leaked\b|no (?:(?:significant|real|clear|notable|further|measurable) )?(?:improvement|gain|benefit)s?\b|(?:significant|sharp|big|large|clear|noticeable) (?:drop|decline|decrease) (?:in|of|on)\b|(?:made|makes?) (?:it|things|the \w+) worse|(?:proved|was|were|turned) (?:to be )?(?:\w+ )?(?:difficult|tricky|challenging|unstable|unreliable|too (?:slow|large|small|noisy|few))|overfit(?:s|ted)\b|(?:was|were) overfit|(?:close to|hit|reached) the (?:limit|ceiling)|too optimistic|unlike i|went (?:wrong|back|unnoticed)|gave up|threw (?:it |them )?away|reverted|rolled back|had to (?:redo|rewrite|drop|go back|throw|abandon)|with (?:another|one more) (?:month|week|year)|still (?:miss\w*|confus\w*|fails?|wrong|struggl\w*)|took (?:far |much )?longer|cost (?:me|us) |biggest (?:challenge|difficulty|surprise)|hardest part|struggles? to|big problem here|taken some liberties|before i (?:noticed|understood)|until i (?:noticed|saw|looked|checked)|only (?:noticed|then)|(?:i|we) (?:then )?(?:switched|changed|moved) (?:back |over )?to\b|for no (?:good )?reason|came out (?:\w+ )?(?:bad|wrong|worse)|changed (?:my|our) minds?|(?:off|out) by (?:twice|half|a factor)|by (?:accident|mistake)\b|\b(?:revealed|suggest(?:ed|s|ing)|indicated|indicating|discovered|found|uncovered|turned up|confirmed) (?:(?!(?:no|not|any|never|without) )[\w`'’-]+,? ){0,20}?leak(?:s|age|ed|ing)?\b",
    r"(?:não|no|nunca) (?:o |lo |me lo )?(?:esperava|esperaba|esper[áa]bamos)|aprendi que|aprend[ií] (?:que|a n)|aprendemos que|surpre|sorpre|(?:sem|nenhuma?) (?:melhora|ganho)|(?:sin|ninguna) (?:mejora|ganancia)|n[ãa]o (?:funcionou|ajudou|melhorou|generaliz)|no (?:funcion[óo]|sirvi[óo]|ayud[óo]|mejor[óo]|generaliz)|falhou|fall[óo]|fracass|erro (?:meu|nosso|foi)|mi error|errei|me equivoqu|nos equivoc|(?:eu|hoje) faria|\bhar[íi]a|deveria(?:mos)? ter|deber[íi]a(?:mos)? haber|da pr[óo]xima vez|la pr[óo]xima vez|subestim|vazava|em retrospecto|(?:eu )?(?:achava|pensava|pensei|acreditava) que|(?:yo )?(?:pensaba|pens[ée]|cre[íi]a) que|si (?:empez[áa]|volvi[ée]|tuvi[ée])|se (?:eu )?(?:come[çc]asse|tivesse)|(?:tampoco|no|não) (?:vimos|notamos|sab[ei]mos|percebemos)|no nos dimos cuenta|boa demais|demasiado buen|en retrospectiva|olhando para tr[áa]s|engan(?:ou|ó|oso)|desmiente|quedaba por debajo|le faltaba|mais dif[íi]cil|m[áa]s dif[íi]cil|mais um m[êe]s|otro mes|s[óo] (?:depois|despu[ée]s)",
    r"ne m['’]y attendais pas|n['’]attendais pas|nicht (?:erwartet|gerechnet)|j['’]ai appris|nous avons appris|surpri[st]|n['’]a (?:pas|rien) |n['’]ont (?:pas|rien)|aucune? (?:am[ée]lioration|gain)|keine? (?:verbesserung|gewinn)|[ée]chou[ée]|mon erreur|notre erreur|je me suis tromp|nous nous sommes tromp|j['’]aurais d[ûu]|nous aurions|aurait fallu|la prochaine fois|sous-estim|avec (?:un mois|le recul)|si c['’][ée]tait [àa] refaire|j['’]aurais|je (?:pensais|croyais|m['’]attendais)|nous (?:pensions|croyions)|trop beaux?\b|se trompe|reste impr[ée]visible|contrairement [àa]|plus difficile que|ich (?:habe )?.{0,40}gelernt|[üu]berrasch|nicht (?:funktioniert|geholfen|gebracht|generalisiert)|gescheitert|scheiterte|(?:mein|unser|der) fehler (?:war|lag)|h[äa]tte(?:n)? (?:ich|wir)|(?:ich|wir) h[äa]tte|w[üu]rde(?:n)? (?:ich|wir)|beim n[äa]chsten mal|n[äa]chstes mal|im r[üu]ckblick|r[üu]ckblickend|untersch[äa]tzt|erst als|fiel (?:mir|uns) auf|(?:hatten?|habe|haben) (?:wir |ich )?[^.;]{0,40}vergessen|wunderten uns|keine[nr]? (?:nutzen|mehrwert)|(?:ich|wir) (?:dachten?|glaubten?|hatten? (?:gehofft|erwartet))|geschönt|zu gut|künftig würde|instabil|getäuscht|schwieriger als|stellte sich heraus",
    r"non (?:me )?l[o']? ?aspettav|tidak (?:saya )?(?:duga|sangka)|ho imparato|abbiamo imparato|sorpre|non (?:ha|hanno) (?:funzion|aiut|miglior)|fallit|il mio errore|ho sbagliato|abbiamo sbagliato|avrei dovuto|avremmo dovuto|rifare|la prossima volta|sottovalut|col senno|più difficile del|un altro mese|(?:pensavo|credevo|pensavamo) che|troppo bell|belajar bahwa|ternyata|mengejutkan|terkejut|nessun (?:miglioramento|vantaggio)|tidak (?:ada (?:peningkatan|perbaikan)|berhasil|membantu|memperbaiki)|gagal|kesalahan (?:saya|kami|terbesar|pertama)|saya keliru|seharusnya|lain kali|meremehkan|bocor|jika (?:saya|kami) (?:mulai|ulang|mengulang)|satu bulan lagi|(?:saya|kami) (?:kira|pikir|sangka)|terlalu bagus|baru (?:sadar|menyadari)|sempat (?:senang|bangga|mengira)|(?:kalau|jika) mengulang|tidak mewakili",
    # A first try that came to nothing, in Portuguese, Spanish, French and Italian.
    r"(?:come[çc][áa]mos|comecei|empezamos|empec[ée]|d['’]abord|au d[ée]but|al principio|all['’]inizio|no (?:come[çc]o|in[íi]cio)|primeira (?:vers|abordag)|primera (?:versi|aproxima)|premi[èe]re version|prima versione|primo modello|premier mod[èe]le|primeiro modelo|primer modelo)"
    r"[^.!?\n]{0,160}(?:n[ãa]o (?:val|deu|funcion|serv|prest|result|melhor)|\bnada\b|in[úu]til|enorme|no (?:hubo|funcion|sirvi|val[íi]a|mejor|dio)|pero era|mais c['’][ée]tait|\bma era|en fait|peine perdue|abandon|descart|scartat|enga[ñn]os|fuorviant|\btrop\b|demais|demasiad|troppo|vazamento|fuite)",
    r"perd(?:emos|i) (?:\w+ ){0,2}(?:semana|dia|hora|m[êe]s)|descobri(?:mos)? que|percebi que|percebemos que|demos conta|dei-me conta|(?:era|foi) (?:um )?vazamento|quebr(?:ei|amos) a cara|n[ãa]o (?:valia|deu certo|adiantou|compensou|resultou|prestava)|apanhou d[aeo]\b|falta-(?:nos|me)\b|ainda n[ãa]o (?:sei|sabemos|consegu|resolv)|fica por resolver|se recome[çc]|se (?:eu )?voltasse|foi (?:abandonad|descartad)|estavam? trocad|mud[áa]mos para|da pr[óo]xima\b|permanece em aberto|sem raz[ãa]o aparente",
    r"n[ãa]o trouxe nada|(?:bons|boas) demais|continua mal\b|ningu[ée]m (?:reparou|notou)|cont[áa]vamos com|cre[íi]amos que|pens[áa]vamos que|seguimos fallando|nadie se fij[óo]|a las malas|comptions sur|comptais sur|nous avons (?:aussi )?confondu|il a fallu tout|notre point faible|personne ne s['’]en est|va a tentoni|nessuno se n['’]è|abbiamo (?:sommato|contato) due volte|non bastava",
    r"no hubo (?:manera|forma|caso)|(?:nos dimos|me di) cuenta|(?:descubr[íi]|descubrimos|result[óo]) que|perd(?:imos|[íi]) (?:\w+ ){0,2}(?:semana|d[íi]a|hora|mes)|hab[íi]a(?:mos)? dejado|dej[ée] (?:la columna|pasar)|no (?:mejor[óo]|aport[óo]) |tampoco (?:aport|mejor|ayud|sirvi)|se (?:descart|abandon|desech)[óo]|queda(?:n|ba)? pendiente|(?:todav[íi]a|a[úu]n) no (?:s[ée]|sabemos)\b|si volvi[ée]r|la pr[óo]xima (?:le|voy)|met(?:imos|[íi]) la pata|queda por resolver",
    r"peine perdue|(?:on s['’]est|je me suis|nous nous sommes) (?:aper[çc]u|rendu compte)|(?:j['’]ai|on a|nous avons) (?:perdu|d[ée]couvert|gal[ée]r)|(?:a|ont) [ée]t[ée] abandonn|fais(?:ait|aient) moins bien|manque(?:nt)? (?:encore|toujours)|ne sa(?:is|vons|it) toujours pas|si c['’][ée]tait [àa] refaire|(?:j|on|nous)['’ ]?av(?:ais|ait|ions) (?:gard|laiss|oubli)|reste [àa] (?:traiter|r[ée]gler|r[ée]soudre)|grande surprise|une fois corrig",
    r"(?:ci siamo|mi sono) accort|(?:ho|abbiamo) (?:scoperto|perso)|era inutile|non (?:serviva|migliorava|funzionava|ci prende|ci azzecca|(?:ha|hanno) portato)|siamo passati a\b|avev(?:o|amo) (?:lasciato|dimenticato)|manca(?:no)? ancora|non (?:so|sappiamo) ancora|se dovessi(?:mo)? (?:rifar|ricominc)|è stat[oa] (?:abbandonat|scartat)|resta(?:no)? da (?:affrontare|risolvere|capire)|non ce l['’]aspettav",
    r"научил(?:ся|ась|ись|о)|оказал(?:ось|ся|ась|ись)|неожиданн|удив|не (?:сработал|помог|дал|улучшил|учёл|учел|учли)|провал|ошиб(?:ся|лась|лись|кой было)|следовало|надо было|стоило бы|в следующий раз|недооцен|если бы|сложнее всего|(?:думал|считал|ожидал|надеял)|слишком хорош|выяснил(?:ось|и)|наступил|так и не |не справил|радовал(?:ся|ась|ись)|утечк|напрасно|зря |пришлось (?:перед|выброс|отказ|верн)|ещё один месяц|еще один месяц",
    r"学到|没想到|出乎意料|令人意外|没有(?:效果|提升|帮助)|失败了|失敗した|我错|犯了|应该(?:先|早)|本应|下次|低估|如果(?:重来|重新|再给|还有)|最难|反而|踩了?坑|才(?:发现|知道|反应过来|意识到)|处理不好|后来(?:发现|知道)|(?:效果)?没有?(?:变好|什么用|起色)|只能(?:删|放弃|重)|抓不准|泄[露漏]|白费|试过.{1,30}(?:没|不|却)|原来|以为|太好了|好得离谱|うまくいか|驚い|次は|わかったの",
    r"सीखा|आश्चर्य|हैरान|काम नहीं (?:किया|आया)|असफल|विफल|ग़लती|गलती|चाहिए था|अगली बार|कम आँका|अगर (?:मैं|हम|दोबारा)|मदद नहीं|पता चला|सबसे कठिन|(?:सोचा|लगा) था|समझ आया|ध्यान आया|फ़?ायदा नहीं|हटाना पड़ा|लीकेज|(?:फ़ेल|फेल) (?:हो|रहा)|सही तस्वीर|आज़माया|आजमाया|एक महीना और",
    r"[öo]ğrendim|[öo]ğrendik|[şs]a[şs][ıi]rt|i[şs]e yarama|ba[şs]ar[ıi]s[ıi]z oldu|hatam[ıi]z?\b|gerekirdi|bir dahaki|k[üu][çc][üu]mse|en zor|sanm[ıi][şs]t|sand[ıi]m|bekledi[ğg]im|me[ğg]er|nauczy(?:łem|łam|liśmy)|zaskocz|nie (?:zadzia[łl]|pomog|poprawi[łl]|da[łl]o)|pora[żz]k|m[óo]j b[łl][ąa]d|pomyli(?:łem|łam)|powin(?:ienem|nam|ni[śs]my)|nast[ęe]pnym razem|nie doceni[łl]|okaza[łl]o si[ęe]|gdybym|my[śs]la(?:łem|łam)|sądzi(?:łem|łam)|najtrudniej|zrobi[łl](?:bym|abym)|kolejny miesi[ąa]c",
    r"không ngờ|bất ngờ|(?:đã|tôi) học được|thất bại|sai lầm|lẽ ra|hóa ra|hoá ra|nhận ra rằng",
)  # fmt: skip
# What marks a sentence below a heading about lessons or limits as one: it denies, restricts, regrets or gives a cause.
_LESSON_MARKS = _any(
    r"\bno\b|\bnot\b|\w{2,8}n['’]t\b|\bnever\b|\bonly\b|\bbut\b|\bhowever\b|\balthough\b|\bbecause\b|\binstead\b|\btoo\b|cannot|limit|lack|missing|\bfew\b|\bsmall\b|wrong|fail|error|should|would|until|unless|despite|rather than|earlier|later|hard(?:er)?\b|bias|imbalanc|unstable|noisy|drift|may\b|might|assum|mask|hid(?:es|den)?\b|learn|taught|showed",
    r"\bn[ãa]o\b|\bno\b|nunca|\bs[óo]lo?\b|\bapenas\b|\bmas\b|\bpero\b|porque|por[ée]m|embora|aunque|limit|falt|pouc|poc[oa]|err[oa]|deveria|deber[íi]a|at[ée] que|hasta que|antes|engan|ruidos|instável|inestable|\bpas\b|\bn['’]|\bne\b|jamais|seulement|\bmais\b|parce que|malgr[ée]|trop|manqu|erreur|faudrait|nicht|kein|nie\b|nur\b|aber|jedoch|weil|obwohl|statt|zu (?:wenig|viel|klein|fr[üu]h|sp[äa]t)|fehl|h[äa]tte|sollte|gr[öo][ßs]eren fehlern|\bnon\b|\bmai\b|soltanto|\bma\b|perch[ée]|troppo|manca|errore|dovrebbe|tidak|belum|hanya|tetapi|namun|karena|kurang|terlalu|salah|seharusnya|bukan",
    r"\bне\b|нет\b|никогда|только|но\b|потому|хотя|слишком|мало|ошиб|следовало|вместо|不|没|無|只|但|因为|因為|缺|少|错|应|太|ない|しか|नहीं|केवल|लेकिन|क्योंकि|कम|ग़लत|गलत|de[ğg]il|yok|sadece|ama\b|çünkü|az\b|yanl[ıi][şs]|eksik|madı|medi|\bnie\b|tylko|ale\b|bo\b|ponieważ|zbyt|brak|błęd",
    r"không (?:hoạt động|hiệu quả|cải thiện|giúp|đủ|tốt)|tuy nhiên|\bthiếu\b|\bchưa\b|nhưng (?:không|chưa|lại)",
)  # fmt: skip
SAYS = {PROBLEM: _PROBLEM_SAYS, APPROACH: _APPROACH_SAYS, RESULTS: _RESULTS_SAYS, LESSONS: _LESSONS_SAYS}
GOAL = _GOAL_SAYS
# What makes a result of a sentence without a figure: one thing is held against another.
COMPARES = _any(
    r"outperform|\bbest\b(?![- ](?:model|perform|pipeline|param|hyper|available|estimator|version|candidate|run\b|configuration))|\bbetter\b|\bworse\b|highest|lowest|\bbeats?\b|superior|higher|lower|work(?:s|ed) (?:quite |very )?well|perform(?:s|ed) (?:quite |very )?well|strong(?:ly)?|struggl",
    r"melhor|mejor|pior|peor|super|meilleur|moins bon|d[ée]pass|besser|schlechter|[üu]bert[rf]|am genauesten|miglior|peggior|lebih baik|terbaik|tertinggi|terendah|mengungguli|лучш|хуже|превз|优于|最好|更好|最高|最佳|上回|बेहतर|सबसे|iyi\b|kötü|lepsz|gorsz|najlep|최고",
    r"tốt (?:hơn|nhất)|kém hơn|vượt (?:trội|qua)",
)  # fmt: skip
LESSON_MARKS = _LESSON_MARKS
# What says of a result that it is less than was hoped for.
FALLS_SHORT = _any(
    r"worse\b|unchanged|(?:not|never|cannot|\w{2,8}n['’]t) (?:\w+ )?(?:improve|help|outperform|generali[sz]e|isolate|measure|capture|detect|beat|reach|carried|kept)|too many|little (?:change|difference|gain|effect)|no (?:\w+ )?(?:difference|effect|improvement|gain|benefit|change|advantage)s?\b|only (?:caught|catch|detect|found|recover)|remains? (?:low|poor|weak|limited|at 0|0)|contrary to|counter-?intuitiv|unexpected|close to (?:random|chance)|(?:under|over)-?predict|trail(?:s|ed|ing)?\b|degrade[sd]|(?:falls?|fell) short|los(?:es|t) (?:to|against)|(?:not|un) ?stable|lower than (?:the|their|its|our|a) (?:benchmark|baseline)",
    r"contra-?intuitiv|contre-intuitif|kontraintuitiv|controintuitiv",
)  # fmt: skip

# Left to be filled in: nothing that the author says.
PLACEHOLDER = _any(
    r"todo ?[:：(\]]|to-?do\b(?=$)|tbd\b|tba\b|fixme\b|wip\b|lorem ipsum|coming soon|work in progress|under construction|(?:to|will) be (?:added|filled|written|completed|determined|updated|published)|your (?:text|answer|description|results?|name|problem|approach) here|(?:describe|explain|write|fill in|insert|add) (?:your|the|a|what|how|why|here)\b.{0,60}\bhere\b|x{3,}\b|em breve|en breve|pr[óo]ximamente|a completar|[àa] compl[ée]ter|bient[ôo]t|demn[äa]chst|folgt noch|prossimamente|segera hadir|скоро будет|जल्द|yak[ıi]nda|wkr[óo]tce",
    signs=r"|\[(?:insert|add|your|describe|fill|write|enter|explain|descrev|describ|escrev|escrib|insira|preench|rellen|d[ée]cri|compl[ée]t|beschreib|descriv|inserisc|isi |jelaskan|tulis|опиш|заполн|填写|描述)|<(?:insert|add|your|describe|fill|write|enter|\.\.\.|…)|\{\{|\}\}|\{%|待补充|待完成|敬请期待|準備中",
)  # fmt: skip

# What a template asks its author to write: no answer yet.
ASKS = _any(
    r"^\W*(?:describe|explain|list|state|mention|summari[sz]e|document|specify|say|write) (?:down )?(?:here )?(?:what|how|why|who|which|where|any|your)\b",
    r"^\W*(?:descreva|explique|liste|describa|explica|décri(?:s|vez)|expliquez|beschreib(?:e|en sie)|erkläre|descrivi|spiega|jelaskan|tuliskan|опишите|укажите|描述|说明|写下|वर्णन)\b",
)  # fmt: skip

# What anybody could write of any project.
GENERIC = _any(
    r"^(?:\W*)(?:add|use|try|explore|test|experiment with|implement|deploy|integrate|include|improve|optimi[sz]e|collect|gather|incorporate|fine-?tune|tune|build|create|enhance|expand|extend|perform|apply|increase|develop|support|automate|set up|hyper-?parameter)\b(?!.{0,200}\b(?:because|since|as the|so that|which|why|but|whether)\b)",
    r"(?:is|are) (?:very |really |crucial|important|essential|powerful|key)\b.{0,40}$|machine learning is|data (?:cleaning|quality|preprocessing) is|learned (?:how to|a lot|about)|how to use|garbage in|hands-?on experience|gained experience",
    r"^(?:\W*)(?:adicionar|agregar|a[ñn]adir|usar|testar|probar|implementar|melhorar|mejorar|explorar|incluir|integrar|otimizar|optimizar|coletar|recolectar|ajouter|tester|am[ée]liorer|utiliser|d[ée]ployer|hinzuf[üu]gen|aggiungere|provare|migliorare|menambah\w*|mencoba|meningkatkan|menggunakan|добавить|попробовать|улучшить|增加|尝试|优化|改进|使用|dodać|spróbować|ulepszyć|eklemek|denemek)\b",
)  # fmt: skip
# What texts of this kind are about whatever their project is, so that it says nothing of this one.
SUBJECTS_OF_ALL = re.compile(
    r"mod[eè]l|datas|dados|datos|donn[ée]|daten|data$|featu|accur|train|predi|resul|r[ée]sul|perfo|proje|machi|learn|algor|techn|diffe|impro|bette|futur|metho|m[ée]tod|m[ée]tho|analy|analis|neura|deep$|proce|value|based|using|other|hyper|param|overf|thing|would|could|which|there|where|about|becau|probl|busin|stake|decis|impor|solut|negoc|empre|unter|модел|данн|обуче|模型|数据|训练|结果|预测"
    # Of Hindi, the short words that stand in any sentence as well.
    r"|मॉडल|डेटा|आँकड|आंकड|परिणा|नतीज|प्रोजे|मशीन|लर्नि|समस्य|हमेशा|चाहत|चाहिए|अच्छ|बेहतर|ज़?रूर|ज़?्?यादा|सबसे|लेकिन|क्योंकि|इसलिए"
    r"|(?:हैं|नहीं|लिए|बाद|पहले|अगर|हमने|मैंने|उसने|इसने|क्या|कैसे|कौन|किस|किसी|कोई|कुछ|सभी|बहुत|केवल|मगर|तथा|जैसे|वाले|वाली|वाला|करने|करना|करता|करती|किया|करें|होने|होना|होता|होती|होगा|हुआ|हुई|हुए|रहा|रही|रहे|गया|गई|गए|जाता|जाती|जाना|जाए|चला|चले|चलता|पता|दिया|देता|देना|लिया|लेता|लेना|रखा|रखना|बार|साथ|आगे|अपने|अपना|अपनी|हमें|मुझे|इसे|उसे|इसकी|इसके|उसके|एक|आया|आने|समझ|सीखा|वाद|आम|पर)$"
)
