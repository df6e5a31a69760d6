"""Sentences that say of data that nobody is in it, or that what would tell who somebody is was left out.

Told by the sentence and not by a word for privacy: "there is nobody in it: no card numbers, no names", "nem freguês, nem
nome", "Namen und Hausnummern weggelassen". They run over the ends of lines, so whole paragraphs are read.
"""
# ruff: noqa: E501 - lists of words in many languages

from __future__ import annotations

from collections.abc import Iterable, Iterator

from portfolio_kit import lazily as re
from portfolio_kit.repository.texts.lines import Line
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.repository.texts.statements import Statement, is_plan, is_plan_title
from portfolio_kit.repository.texts.words import folded, words

_NOT = r"(?:no|not|neither|nor|without|never|n[ãa]o|nem|sem|nenhuma?|sin|ni|ning[úu]na?|ohne|keine?[nrms]?|weder|noch|sans|aucune?|pas de|senza|n[ée]|nessun[oa]?|tanpa|tidak ada|без|ни|нет|bez|ani|geen|zonder|ingen|inga)"
# What tells who somebody is, and those whom data may be about.
_WHO = (
    r"(?:(?:full |first |last |sur|user ?|customer |client |patient |guest )?names?|(?:pass|card|phone|telephone|house|account|customer|member|ticket|licen[cs]e|plate|id|passport|social security) ?(?:numbers?|plates?|ids?)|(?:e-?mail |home |street |ip )?addresses|e-?mails|phones|faces|voices|birth ?days?|dates? of birth|"
    r"persons?|people|individuals?|customers?|clients?|guests?|patients?|employees?|workers|staff|users?|passengers?|riders?|skiers?|students?|residents?|"
    r"moradas?|apelidos|nif|documentos?|identificador(?:es)?(?: (?:diret[oa]s|direct[oa]s))?|(?:datas?|fechas?|dates?) (?:de|di) (?:nascimento|nacimiento|naissance|nascita)|domicilios?|identifiants?(?: directs)?|mails?|codic[ei] fiscal[ei]|n[úu]meros? de (?:telefone|tel[ée]fono|documento)|"
    r"nomes?|sobrenomes?|pessoas?|fregu[êe]s(?:es)?|clientes?|empregad[oa]s?|funcion[áa]ri[oa]s?|pacientes?|alun[oa]s?|endere[çc]os?|telefones?|cpfs?|placas?|rostos?|"
    r"nombres?|apellidos?|personas?|emplead[oa]s?|direcci[óo]n(?:es)?|tel[ée]fonos?|correos?|dni|matr[íi]culas?|rostros?|vecin[oa]s?|"
    r"namen?|vornamen?|nachnamen?|personen?|adressen?|anschriften?|(?:telefon|haus|handy|konto|kunden|karten|ausweis|personal|mitglieds)nummern?|kund(?:en|innen|e)|kennzeichen|mitarbeiter(?:innen)?|gesichter|geburtsdaten|mailadressen|"
    r"noms?|pr[ée]noms?|personnes?|adresses?|(?:num[ée]ros? de )?t[ée]l[ée]phones?|clients?|client[èe]le|salari[ée]s?|employ[ée]s?|visages?|plaques?|"
    r"nomi|cognomi|indirizzi|numeri di telefono|persone|clienti|dipendenti|targhe|volti|"
    r"nama|alamat|nomor (?:telepon|hp)|nik|orang|pelanggan|karyawan|им[её]н\w{0,2}|имя|фамили\w{1,2}|люд\w{1,2}|телефон\w{0,2}|адрес\w{0,2}|клиент\w{0,2}|isim\w{0,4}|soyad\w{0,4}|ki[şs]i\w{0,4}|adres\w{0,4}|telefon\w{0,6}|nazwisk\w?|imion\w?|os[óo]b|klient[óo]w)"
)
_DENIED = words(rf"{_NOT} (?:(?:of the|single|real|any|hay|uma?) )?(?:[\w-]+ )?{_WHO}")
_NOBODY = words(
    r"(?:there (?:is|are|was|were)|(?:data|table|file|set|record|it|they|rows?|log) (?:contains?|holds?|has|have|names?|mentions?|describes?)) (?:nobody|no one|no-one|no (?:real |living |single )?(?:persons?|people|individuals?|humans?|human being))|"
    r"(?:nobody|no one|no-one)['’]s (?:\w+,? ){1,6}(?:is|are|was|were) in (?:it|here|there|them|(?:the|this|these) \w+)|"
    r"(?:nobody|no one|no-one|no person)(?: is| can be| could be|'s|’s)? (?:in (?:it|here|there|them|(?:the|this|these) (?:data|file|table|rows?|counts?|record))|recogni[sz]able|recogni[sz]ed|identifiable|identified|named|traced|told from)|"
    r"niemand (?:\w+ ){0,3}(?:wiederzuerkennen|wiedererkennbar|erkennbar|zu erkennen|identifizierbar|zu identifizieren|enthalten|genannt)|(?:darin|drin|hier) kommt (?:\w+ ){0,2}niemand vor|kommt (?:\w+ )?(?:niemand|keine person) (?:\w+ )?vor|(?:enth[äa]lt|enthalten|stehen) (?:\w+ ){0,2}keine (?:person(?:en)?|menschen)|"
    r"n[ãa]o (?:h[áa]|tem|existe|cont[ée]m|aparece) (?:nenhuma pessoa|ningu[ée]m|gente|pessoas?)|nenhuma pessoa (?:\w+ ){0,2}(?:nele|nela|neles|nelas|aqui|nos dados)|ningu[ée]m (?:\w+ ){0,3}(?:reconhec|identific)\w+|"
    r"no (?:hay|aparece|contiene|figura|sale) (?:gente|nadie|ninguna persona|personas?)|nadie (?:\w+ ){0,3}(?:reconoc|identific)\w+|"
    r"aucune? (?:client\w{0,2}|personne|nom|habitant\w?|patient\w?|abonn[ée]\w{0,2}|adh[ée]rent\w?|usager) (?:n[’\']y |n[’\']est |ne )(?:\w+ )?(?:figure|appara[iî]t|nomm|identif|reconnaiss|est)\w*|"
    r"(?:nenhum|nenhuma) (?:cliente|pessoa|nome|paciente|alun[oa]) (?:aparece|figura|consta)|ning[úu]n (?:cliente|nombre|paciente|vecino) (?:aparece|figura)|nessun (?:cliente|nome|paziente|abbonato) (?:compare|figura)|"
    r"n[ ’\']y (?:a|figure|appara[iî]t) (?:personne|aucune? (?:personne|client\w{0,2}|nom|habitant\w?))|personne n[ ’\'](?:y |est )(?:\w+ ){0,2}(?:figure|nomm|reconna|identif)\w*|ne contient (?:aucune personne|personne)|"
    r"non (?:c[’\'][èe]|ci sono|contiene|compare) (?:nessun\w*|persone)|nessuno (?:\w+ ){0,3}(?:riconoscibil|identificabil)\w|"
    r"tidak ada (?:orang|seorang pun)|(?:нет|не содержит) (?:ни одного человека|людей)|никого нельзя узнать|kimse (?:yok|tan[ıi]n)\w*|nie ma (?:w nich |w nim )?(?:nikogo|os[óo]b)"
)
_LEFT_OUT = words(
    r"(?:removed|deleted|replaced|stripped|scrubbed|dropped|left out|left off|omitted|cut out|taken out|blanked|blacked out|masked|redacted|anonymi[sz]ed|"
    r"weggelassen|ausgelassen|entfernt|gestrichen|ersetzt|gel[öo]scht|geschw[äa]rzt|unkenntlich gemacht|ausgetauscht|deixei de fora|ficaram de fora|tir(?:ei|ados|adas)|retir(?:ei|ados|adas)|remov(?:i|idos|idas)|apag(?:uei|ados|adas)|omit[ií]\w{0,3}|troquei|trocados|substitu[ií]\w{0,3}|"
    r"tir(?:aram|[áa]mos|ou)|elimin(?:aram|[áa]mos|ei|ou)|apag(?:aram|[áa]mos|ou)|cort(?:aram|[áa]mos|ei)|remove(?:ram|mos|u)|suprimi(?:ram|mos|dos|das|u)|"
    r"saqu[ée]|sac(?:amos|aron|ados|adas)|quit(?:aron|[óo])|elimin(?:aron|[óo])|borraron|suprimi(?:eron|mos)|vir[ée]e?s?|jet[ée]e?s?|tolto|toglie\w{1,3}|levat[oiae]|eliminat[oiae]|"
    r"quit(?:[ée]|ados|adas|amos)|elimin(?:[ée]|ados|adas|amos)|borr(?:[ée]|ados|adas|amos)|dej[ée] fuera|reemplac[ée]|reemplazad[oa]s|enlev[ée]\w{0,2}|retir[ée]\w{0,2}|supprim[ée]\w{0,2}|effac[ée]\w{0,2}|remplac[ée]\w{0,2}|laiss[ée]\w{0,2} de c[ôo]t[ée]|omis\w{0,2}|tolt[oiae]|rimoss[oiae]|eliminat[oiae]|cancellat[oiae]|omess[oiae]|sostituit[oiae]|"
    r"dihapus|dibuang|disamarkan|diganti|убран\w|убрал\w?|удал[её]н\w{0,2}|удалил\w?|вычеркн\w+|[çc][ıi]kar[ıi]l\w+|silin\w+|usuni[ęe]t\w|pomini[ęe]t\w)"
)
# What tells who somebody is, in a list or not, and that it is not there, not kept or made into something else.
_NOT_KEPT = words(
    r"(?:(?!spalten|datei|variablen|merkmals|klassen|feld|modell|pfad)\w{0,12}namen|anschriften|telefonnummern|koordinaten|\w{0,14}nummern|bankverbindungen|ansprechpartner)\b[^.;]{0,80}?\b(?:gelöscht|entfernt|gehasht|geschwärzt|unkenntlich|nicht (?:übernommen|erfasst|gespeichert|exportiert|erhoben))|"
    r"(?:keine?\w? )?rückschlüsse auf (?:einzelne|bestimmte|die|den|konkrete|natürliche)\b[^.;]{0,60}?(?:nicht|unmöglich|ausgeschlossen)|keine(?:rlei)? rückschlüsse auf|wer \w+ [^.;]{0,40}?(?:nie|nicht) (?:aufgezeichnet|erfasst|gespeichert|notiert|festgehalten)|"
    r"(?:nama|alamat|nik|(?:nomor|no\.?) (?:hp|telepon|ktp|rekening|anggota|wa)|email|identitas)\b[^.;]{0,60}? (?:tidak|gak|nggak|enggak|ga|tak) (?:\w+ ){0,2}?(?:disimpan|simpan|simpen|dicatat|catat|diambil|ambil|dikumpulkan|dimasukkan|disertakan)|"
    r"(?:tidak|tak) (?:memuat|mengandung|menyimpan|mencatat|berisi|menyertakan) (?:data |informasi |nama |identitas )?(?:pribadi |perorangan )?(?:pasien|pelanggan|anggota|siswa|nasabah|warga|pribadi|perorangan|nama|alamat|identitas)|tanpa (?:menyebut )?(?:nama|nik|alamat|identitas|nomor (?:ktp|hp|telepon))|(?:tidak|tak) (?:bisa|dapat) (?:dilacak|dikenali|diidentifikasi|ditelusuri)|"
    r"(?:имена|имён|имен|фамилии|фамилий|фио|телефон(?:ы|ов)|адрес(?:а|ов)|паспортн\w+|номера? (?:телефон|карт|договор)\w*)\b[^.;]{0,70}? (?:не (?:было|собира\w+|хран\w+|использ\w+|выгруж\w+|попа\w+|сохран\w+)|нет|замен(?:ил|ён|ен)\w{0,2}|стёр\w*|захеширован\w+|хеширован\w+|скрыл\w?|скрыты)|(?:покупател|клиент|пациент|пассажир|абонент)\w{1,3} (?:в (?:ней|них|нём|нем|данных|таблице|файле) )нет",
    r"(?:姓名|名字|昵称|手机号码?|电话|住址|地址|身份证号?|邮箱|医保号|账号)[^。；\n]{0,20}?(?:删|去掉|去除|隐去|替换|打码|没有保留|未保留|不保留|没有收集|不收集)|(?:没有|不含|不包含|去掉了?|删除了?)[^。；，\n]{0,8}?(?:姓名|昵称|手机号|电话|住址|身份证|个人信息)|不涉及[^。；，]{0,12}(?:学生|个人|姓名|卡号|用户|客户|顾客|病人)|(?:无法|不能)(?:还原|追溯|识别|定位)到?(?:个人|具体的?人|本人|任何人)|"
    r"(?:नाम|आधार|मोबाइल|फ\u093c?ोन|ईमेल|पते)[^।;\n]{0,40}?(?:हटा|मिटा|छिपा|बदल दि|नहीं (?:रख|लि|है))|किसी (?:\S+ ){1,4}का नाम नहीं|किसी (?:\S+ )?की पहचान[^।\n]{0,20}?नहीं|(?:व्यक्ति|यात्री|ग्राहक|मरीज|मरीज\u093c|ड्राइवर|किसान|छात्र|लोगों)\S* (?:की|का|के बारे में) कोई (?:निजी |व्यक्तिगत )?(?:जानकारी|डेटा|नाम) नहीं",
)
_AND = r"(?:,? (?:and|or|und|oder|sowie|e|ou|y|et|o|dan|и|или|ve|oraz|i) |, |/)"
_SEVERAL = words(rf"{_WHO}{_AND}(?:(?:the|their|os|as|los|las|les|die|i|le|gli) )?{_WHO}")
_OF_DATA = words(
    r"data\w{0,4}|rows?|records?|tables?|files?|counts?|columns?|texts?|messages?|dados|base|planilha|caderno|registros?|datos|tabla|filas?|archivo|donn[ée]es|lignes|fichier|carnet|daten\w{0,6}|zeilen|tabelle|meldungen|texte|dati|righe|данн\w{1,3}|строк\w?|veri\w{0,4}|dan(?:e|ych)|export|выгрузк\w|таблиц\w{1,3}|catatan",
    r"\.csv|\.parquet|\.json|\.db|数据|记录|文件|流水|डेटा|आँकड|आंकड|फ\u093c?ाइल|रजिस्टर|लॉग",
)
# Who uses the program, what an argument is called and what the service does not need say nothing of the data.
_OF_PROGRAM = words(
    r"(?:log ?in|sign ?up|account needed|install\w*|docker\w*|column names?|variable names?|file names?|feature names?|class names?|user interface|in the loop|parameters?|arguments?|cookies?|api keys?)"
)
_UNSURE = words(
    r"(?:must|should|would|has to|will be|to be|todo|deve(?:m|ria)?|debe(?:n|r[íi]a)?|muss|m[üu]ssen|sollte\w?|devrai\w+|dovre\w+|harus|akan|нужно|следует|надо|долж\w+)",
    r"应该|应当|需要|将会|चाहिए",
)
# What is left out because the model gains nothing by it is not left out for anybody's sake.
_OF_NO_USE = words(
    r"(?:unnecessary|unneeded|irrelevant|non-?relevant|redundant|useless|uninformative|non-?(?:predictive|informative)|unused|not (?:relevant|useful|needed|necessary|predictive|informative)|"
    r"desnecess[áa]ri[oa]s?|irrelevantes?|in[úu]teis|innecesari[oa]s?|redundantes?|inutiles?|überflüssig\w*|unnötig\w*|irrelevant\w*|non pertinent\w{0,2}|superflu\w*|irrilevanti|inutili|tidak (?:relevan|diperlukan|berguna)|ненужн\w+|бесполезн\w+)"
)
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=\S)|(?<=[。！？；।])")
_KINDS = ("prose", "item")
_LONGEST = 3_000
_SEVERAL_DENIED = 2


def without_persons(documents: Iterable[Document]) -> Iterator[Statement]:
    """Yield where texts say that nobody is in the data, or that what tells who somebody is was left out of it."""
    for document in documents:
        titles = document.titles
        for block in _paragraphs(document):
            text = folded(" ".join(line.text for _, line in block)[:_LONGEST])
            title = titles[block[0][0]]
            if is_plan_title(title) or not (_OF_DATA.search(text) or _OF_DATA.search(folded(title))):
                continue
            for sentence in _SENTENCE_END.split(text):
                if _says(sentence) and not is_plan(sentence):
                    yield Statement(document, _line_of(block, sentence), title)
                    break


def _says(sentence: str) -> bool:
    if _OF_PROGRAM.search(sentence) or _UNSURE.search(sentence):
        return False
    if _NOBODY.search(sentence) or _NOT_KEPT.search(sentence) or len(_DENIED.findall(sentence)) >= _SEVERAL_DENIED:
        return True
    left_out = _LEFT_OUT.search(sentence)
    return bool(
        left_out
        and _SEVERAL.search(sentence)
        and not _OF_NO_USE.search(sentence)
        and not re.search(rf"\b{_NOT} (?:\w+ )?$", sentence[: left_out.start()])
    )


def _paragraphs(document: Document) -> Iterator[list[tuple[int, Line]]]:
    """Yield the lines that are read as one, with their positions."""
    block: list[tuple[int, Line]] = []
    for position, line in enumerate(document.lines):
        if line.kind not in _KINDS or not line.text.strip():
            if block:
                yield block
            block = []
            continue
        if line.kind == "item" and block:
            yield block
            block = []
        block.append((position, line))
    if block:
        yield block


def _line_of(block: list[tuple[int, Line]], sentence: str) -> Line:
    """The line of a paragraph in which a sentence tells it: the one that holds most of what it says."""
    telling = next(
        (found[0] for pattern in (_NOBODY, _NOT_KEPT, _DENIED, _SEVERAL) if (found := pattern.search(sentence))), ""
    )
    first = telling.split(" ")[0]
    return next(
        (line for _, line in block if telling and telling in folded(line.text)),
        next((line for _, line in block if first and first in folded(line.text).split()), block[0][1]),
    )
