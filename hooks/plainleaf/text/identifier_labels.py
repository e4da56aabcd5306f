"""How hospitals of other languages label a patient's number, name and day of birth.

Words only, as regexes; `plainleaf.text.identifier_patterns` makes rows of them. Those of scripts
that part no words, or that know no capital letters, stand by themselves: their rows look inside
words. Each begins with plain letters, by which `plainleaf.text.identifiers` looks for it.
"""

from __future__ import annotations

from typing import Final

# --- numbers ---

RECORDS: Final = (
    # Spanish, Portuguese, Catalan, Italian, French, Romanian
    *(r"historias? cl[ií]nicas?", r"hist\. ?cl[ií]n\.", r"h\. ?c\.", "nhc", "expediente"),
    *(
        "expediente cl[ií]nico",
        "expediente médico",
        "registro médico",
        "registro clínico",
        "registro",
        "hn",
        "tarjeta sanitaria",
        "nuhsa",
        "nuss",
        "episodio",
    ),
    *("cip", "cipa", "sns", "sip", "niss"),
    *("prontuários?", "prontuario", "processo cl[ií]nico", "utente", "cartão sus"),
    *(
        "història clínica",
        "cartell[ae] clinic(?:a|he)",
        "cartella",
        "nosologico",
        "tessera sanitaria",
    ),
    *("dossiers? m[ée]dica(?:l|ux)", "dossier patient", "dossier hospitalier", "identifiant"),
    *(
        "identifiant patient",
        "matricule",
        "carte vitale",
        "foaie de observa[țţt]ie",
        "fișa",
        "fişa",
        "fisa",
    ),
    *("fișă medicală", "fişă medicală", "fișa pacientului"),
    # German, Dutch, the Nordic languages
    *("krankenakte", "patientenakte", "krankenblatt", "akte", "aktenzeichen", "fall-?nr"),
    *("aufnahmenr", "patientennr", "patientenkennung", "versichertennr", "befundnr"),
    *("patiëntnr", "patientnr", "zorgdossier", "journal nr", "journal no", "journalnr", "personnr"),
    *("reservnr", "potilasnumero", "potilastunnus", "henkilönumero", "sairauskertomus"),
    *("sairaskertomusnumero", "kennitala"),
    # Polish, Czech, Slovak, Hungarian, Croatian, Serbian, Slovenian, the Baltic languages
    *("historii? choroby", "karty? pacjenta", "karta", "kartoteka", "ksi[eę]g[ai] głów(?:na|nej)"),
    *("chorobopis[eu]?", "karta pacienta", "zdravotní karta", "číslo pacienta", "číslo pojištěnce"),
    *("číslo karty", "číslo chorobopisu", "rodné číslo", "törzsszám", "kórlap", "kórlapszám"),
    *("naplószám", "taj[ -]?szám", "taj", "matični broj", "maticni broj", "povijest bolesti"),
    *(
        "istorij[ae] bolesti",
        "protokol bolesnika",
        "mbo",
        "jmbg",
        "emšo",
        "kartoteke?",
        "ligos istorija",
    ),
    *("ligos istorijos", "haigusloo", "slimības vēsture", "slimnīcas karte", "isikukood"),
    # Turkish, Vietnamese, Indonesian, Malay, Filipino, Swahili
    *(
        "dosya",
        "protokol",
        "hasta no",
        "hasta dosya",
        "hasta protokol",
        "kayıt",
        "barkod",
        "kimlik",
    ),
    *("mã bệnh nhân", "mã bn", "mã hồ sơ", "mã bệnh án", "mã số bệnh nhân", "mã y tế", "mã số"),
    *("số bệnh án", "số hồ sơ", "số vào viện", "số nhập viện", "số lưu trữ", "hồ sơ bệnh án"),
    *("bệnh án", "hồ sơ", "cccd", "cmnd", "bhyt", "số thẻ", "mã thẻ"),
    *(
        "rekam medis",
        "rekam medik",
        "no rm",
        r"no\. rm",
        "nomor rm",
        "nomor",
        "nomor pasien",
        "nomor induk",
        "nik",
    ),
    *(
        "kartu",
        "nombor pendaftaran",
        "nombor pesakit",
        "nombor",
        "kad pengenalan",
        "no kp",
        "namba ya",
    ),
    # Greek
    *("αριθμός μητρώου", "αριθμός φακέλου", "αριθμός ιστορικού", "αριθμός", r"αρ\.? ?μητρώου"),
    *(r"αρ\.? ?φακέλου", "φάκελος", "φακέλου", "ιστορικό", "αμκα", "μητρώο", "μητρώου"),
    # Russian, Ukrainian, Bulgarian, Serbian
    *(
        "истори[яи] болезни",
        "медицинск(?:ая|ой) карт[аы]",
        "амбулаторн(?:ая|ой) карт[аы]",
        "карт[аы]",
    ),
    *("медкарт[аы]", "карт[аы] пациента", "ид пациента", "код пациента", "иб", "снилс", "полис"),
    *(
        "полис омс",
        "омс",
        "паспорт",
        "инн",
        "номер",
        "номер карты",
        "номер пациента",
        "регистрационный номер",
    ),
    *(
        "істор[иі][яїю] хвороби",
        "медичн(?:а|ої) карт(?:а|ки|ка)",
        "картк[аи]",
        "номер картки",
        "рнокпп",
    ),
    *("история на заболяването", "ииз", "егн", "лнч", "амбулаторен лист", "матични број", "јмбг"),
    *("историја болести", "протокол"),
)
"""Labels of a number, a sign or the word "number" behind some, in scripts with lower case."""

THINGS_INSIDE: Final = (
    # Japanese, Chinese, Korean
    *(
        "カルテ",
        "患者",
        "診察券",
        "登録",
        "受付",
        "受診",
        "外来",
        "入院",
        "検査",
        "症例",
        "保険証?",
        "被保険者",
    ),
    *(
        "整理",
        "標本",
        "病理",
        "個人",
        "電話",
        "病历",
        "病歷",
        "病案",
        "住院",
        "门诊",
        "門診",
        "就诊",
        "就診",
    ),
    *(
        "登记",
        "登記",
        "检查",
        "檢查",
        "影像",
        "床",
        "身份证",
        "身分證",
        "身份證",
        "医保",
        "醫保",
        "社保",
        "健保",
    ),
    *(
        "病人",
        "护照",
        "護照",
        "旅券",
        "报告",
        "報告",
        "标本",
        "条码",
        "挂号",
        "掛號",
        "医疗",
        "醫療",
        "健康",
    ),
    *(
        "流水",
        "档案",
        "檔案",
        "放射",
        "超声",
        "マイナンバー",
        "診療",
        "電子カルテ",
        "手机",
        "手機",
        "联系电话",
    ),
    *(
        "환자",
        "등록",
        "병록",
        "차트",
        "진료",
        "접수",
        "입원",
        "병원",
        "검사",
        "의무기록",
        "주민등록",
        "주민",
    ),
    *("여권", "보험", "외국인등록", "수진자", "검체", "병리", "건강보험", "전화", "휴대폰"),
)
"""What a number may be of in scripts that part no words: the word "number" stands behind."""

NUMBERS_INSIDE: Final = (
    r"(?:証|卡|证|證)?の?[ ]?"
    r"(?:番号|号码|號碼|编号|編號|番|号|號|ナンバー|コード|번호|아이디|ＩＤ|ID|Ｎｏ|No)[.．]?"
)
"""The word "number" there."""

RECORDS_INSIDE: Final = (
    *("マイナンバー", "カルテ", "病历", "病歷", "病案", "身份证", "身分證", "차트", "환자"),
    # Thai, Hindi, Bengali, Tamil
    *(rf"{one}[^\d\n:：|]{{0,24}}" for one in ("เลข", "หมายเลข", "รหัส", "எண்", "நோயாளி")),
    *(
        rf"{one}[^\d\n:：|]{{0,16}}(?:संख्या|नंबर|क्रमांक|आईडी|सं\.|न\.|নম্বর|নং|আইডি)"
        for one in (
            *("मरीज", "रोगी", "पंजीकरण", "पंजीयन", "फ़ाइल", "फाइल", "अस्पताल", "आधार", "ओपीडी", "केस"),
            *("रिकॉर्ड", "पहचान", "রোগীর", "নিবন্ধন", "রেজিস্ট্রেশন"),
        )
    ),
    # Arabic, Persian, Urdu, Hebrew
    *(rf"{one}[ ]+[^\d\n:：|]{{2,30}}" for one in ("رقم", "شماره", "نمبر")),
    *(
        rf"{one}[^\d\n:：|]{{0,16}}"
        for one in ("الملف", "ملف", "پرونده", "کد ملی", "کدملی", "فائل")
    ),
    *(r"מספר[ ]?[^\d\n:：|]{2,24}", r"מס['’׳.][ ]?[^\d\n:：|]{2,24}", "תעודת זהות", "תיק רפואי"),
    *("תיק", r"ת\.[ ]?ז\.?", r"ת[\"”״']ז"),
)
"""Labels of a number in scripts that part no words, or that know no capital letters."""

NUMBER_WORDS: Final = (
    r"n\.?[ ]?[º°o]\.?|n\.|č\.|α[ρΡ]\.|№|номер|numer[uo]?|número|numéro|số|nomor|nombor|"
    r"num(?:a|ă)r(?:a[sș][ıi]|ul)?|broj|číslo|szám[a]?|nr\b\.?|no\b\.?|id\b|рег\.|#"
)
"""The word "number" in these languages, and its short forms."""

# --- names ---

NAMES: Final = (
    # Of a patient: only a name follows the sign.
    *(
        "nombre y apellidos?",
        "nombre completo",
        r"nombres?(?: del? (?:la )?paciente)?",
        "apellidos?",
    ),
    *(r"nome(?: (?:completo|d[aoe]l? paciente|del paziente|e cognome))?", r"cognome(?: e nome)?"),
    *("sobrenome", r"nom(?: et prénom| du (?:patient|malade)| de (?:la patiente|naissance))?"),
    *(
        r"nom i cognoms",
        "prénoms?",
        "patronyme",
        r"nume(?:le)?(?: [șşs]i prenume(?:le)?| pacient)?",
        "prenume",
    ),
    *("patientenname", "familienname", "geburtsname", "nachname", "vorname", "name der patientin"),
    *("name des patienten", r"naam(?: (?:van de )?pati[eë]nt)?", "achternaam", "voornaam"),
    *(
        "navn",
        "pasientnavn",
        "patientnavn",
        "etternavn",
        "efternavn",
        "fornavn",
        "namn",
        "patientnamn",
    ),
    *("efternamn", "förnamn", "nimi", "sukunimi", "etunimi", "potilaan nimi", "nafn"),
    *(
        "imi[eę](?: i nazwisko)?",
        "nazwisko(?: i imi[eę])?",
        "jméno(?: a příjmení| pacienta)?",
        "příjmení",
    ),
    *("meno(?: a priezvisko| pacienta)?", "priezvisko", "név", "beteg neve", "családnév"),
    *(
        "ime(?: i prezime| pacijenta| bolesnika)?",
        "prezime",
        "priimek",
        "vardas",
        "pavardė",
        "vārds",
    ),
    *(
        r"ad(?:ı|i)?(?: soyad(?:ı|i)?| ve soyad(?:ı|i)?)",
        "hasta ad(?:ı|i)(?: soyad(?:ı|i))?",
        "soyad(?:ı|i)?",
    ),
    *("họ (?:và )?tên", "tên bệnh nhân", "tên người bệnh", "tên bn", "họ tên bệnh nhân"),
    *("nama(?: lengkap| pasien| pesakit| penuh)?", "pangalan", "jina"),
    *("ονοματεπώνυμο", "όνομα(?: ασθενούς)?", "επώνυμο", "επίθετο"),
    *(
        "фио(?: пациента)?",
        r"ф\. ?и\. ?о\.?",
        "фамилия(?:,? имя(?:,? отчество)?)?",
        "имя(?: пациента)?",
    ),
    *(
        "отчество",
        "піб",
        "прізвище",
        "ім['’]я",
        "име(?: на пациента| и презиме)?",
        "презиме",
        "три имена",
    ),
)
"""Labels of a name, in scripts with lower case."""

PATIENTS: Final = (
    *("patientin", "patiente", "paciente", "paziente", "patiënte?", "pacient(?:a|ka|ul|ului)?"),
    *("pacjent(?:ka)?", "pasient(?:en)?", "potilas", "beteg", "hasta", "bolesnik", "bolesnica"),
    *(
        "pacijent(?:kinja|ica)?",
        "bệnh nhân",
        "người bệnh",
        "pasien",
        "pesakit",
        "ασθενής",
        "ασθενούς",
    ),
    *(
        "пациент(?:ка|ки|а|ом|кой)?",
        "больн(?:ой|ая|ого)",
        "пацієнт(?:ка|ки|а)?",
        "хвор(?:ий|а|ого)",
    ),
    *("болен", "болна", "patsient", "pacients", "pacientė?", "malade", "kranker", "mgonjwa"),
    *("assistit[ao]", "doente", "utente", "versicherte[rn]?", "assuré(?:e)?", "cliente"),
    *("sjúklingur", "pasyente", "pacient"),
)
"""Words for a patient, behind which a name may follow, in scripts with lower case."""

NAMES_INSIDE: Final = (
    *(
        "氏名",
        "姓名",
        "名前",
        "名字",
        "患者様?の?名?",
        "病人",
        "患儿",
        "患兒",
        "受検者",
        "被検者",
        "本人",
    ),
    *("환자[ ]?(?:성명|이름|성함|명)?", "성명", "이름", "성함", "수진자[ ]?(?:성명|명)?", "보호자"),
    *(r"ชื่อ[^\n:：|]{0,20}", "ผู้ป่วย", "คนไข้"),
    *(r"اسم[^\d\n:：|]{0,16}", "المريضة?", r"نام[^\d\n:：|]{0,16}", "بیمار", "مریضہ?"),
    *(r"שם[^\d\n:：|]{0,16}", "מטופלת?", "חולה"),
    *("मरीज़?[ ]का[ ]नाम", "मरीज़?", "रोगी[ ]का[ ]नाम", "रोगी", "नाम", "রোগীর[ ]নাম", "রোগী", "নাম"),
    *("நோயாளியின்[ ]பெயர்", "நோயாளி", "பெயர்"),
)
"""Labels of a name in scripts that part no words, or that know no capital letters."""

NOT_NAMED: Final = (
    "男|女|不明|匿名|なし|無し|无|無|未|同上|性別|性别|年齢|年龄|남|여|익명|없음|미상|ชาย|หญิง|पुरुष|महिला|"
    "ذكر|أنثى|رجل|امرأة|مجهول|גבר|אישה|זכר|נקבה|אנונימי|مرد|زن"
)
"""What stands in the place of a name there: a man, a woman, nobody."""

_NO_NAME_WORDS: Final = """
hombre mujer varón femenino masculino niño niña homem mulher feminino menino menina criança homme
femme garçon fille enfant uomo donna maschio femmina bambino bambina mann weiblich männlich kind
junge mädchen jongen meisje vrouw kvinna kvinne kvinde man pojke flicka gutt jente nainen mies
kobieta mężczyzna dziecko chłopiec dziewczynka muž žena chlapec dívka férfi nő bărbat femeie kadın
erkek çocuk nam nữ laki perempuan lelaki wanita pria άνδρας γυναίκα παιδί мужчина женщина ребенок
ребёнок мальчик девочка чоловік жінка дитина хлопчик дівчинка мъж жена дете муж жен ninguno
anónimo anonym anonyme anonimo keine unbekannt inconnu desconocido аноним неизвестно gizli không
tidak
"""
NO_NAMES: Final = frozenset(_NO_NAME_WORDS.split())
"""What stands in the place of a name elsewhere."""

# --- days of birth ---

BORN: Final = (
    *(
        "födelsedag",
        "syntymäpäivä",
        "születésnap",
        "verjaardag",
        "fecha de nac",
        r"d\. ?d\. ?n\.?",
        "ddn",
    ),
    *("fdn", "nascimento", "nacimiento", "nascita", "naissance", "data ur", "dzimusi?", "gimusi?"),
    *("sündinud", "geb datum", "geboortedag", "birth date", "tarih lahir", "petsa ng kapanganakan"),
    *("geburtsdatum", "date de naissance", "data urodzenia", "data de nascimento", "data nașterii"),
    *(
        "data naşterii",
        "data nasterii",
        "născut[ăa]?",
        "data di nascita",
        r"f\. ?nac\.?",
        r"f\. ?n\.",
    ),
    *(
        "nascuda?",
        "data de naixement",
        "geboren op",
        r"geb\. ?datum",
        "fødselsdato",
        "fødselsdag",
        "født",
    ),
    *("födelsedatum", "född", "syntymäaika", r"synt\.", "fæðingardagur", "urodzon[ya]", r"ur\."),
    *(
        "datum narození",
        "narozen[áa]?",
        r"nar\.",
        "dátum narodenia",
        "narodený",
        "narodená",
        "született",
    ),
    *(
        "születési (?:idő|dátum)",
        r"szül\.",
        "datum rođenja",
        "datum rodjenja",
        "rođena?",
        "datum rojstva",
    ),
    *(
        "gimimo data",
        "dzimšanas datums",
        "sünniaeg",
        "doğum(?: tarihi)?",
        r"d\. ?tarihi",
        "doğumlu",
    ),
    *(
        "ngày sinh",
        "sinh ngày",
        "ngày tháng năm sinh",
        "sinh năm",
        "tanggal lahir",
        r"tgl\.? lahir",
    ),
    *("lahir", "tarikh lahir", "ημερομηνία γέννησης", r"ημ\.? ?γέννησης", "γεννήθηκε", "γεννηθείς"),
    *("дата рождения", "родил(?:ся|ась)", r"д\. ?р\.", r"г\. ?р\.", "рожд", "дата народження"),
    *("народи(?:вся|лася)", "дата на раждане", "роден[аи]?", "датум рођења", "рођена?"),
)
"""Labels of a day of birth, in scripts with lower case."""

BORN_INSIDE: Final = (
    *(
        "生年月日",
        "出生年月日",
        "出生日期",
        "出生年月",
        "出生于",
        "出生於",
        "出生",
        "生日",
        "誕生日",
        "生まれ",
    ),
    *("생년월일", "출생일?", "생일", "วันเดือนปีเกิด", "วันเกิด", "เกิดวันที่", "เกิดเมื่อ", "เกิด"),
    *("जन्म(?:[ ]?(?:तिथि|तारीख|दिनांक))?", "জন্ম(?:[ ]?তারিখ)?", "பிறந்த(?:[ ]?(?:தேதி|நாள்))?"),
    *("تاريخ الميلاد", "تاريخ الولادة", "مواليد", "ولدت?", "تاریخ تولد", "متولد", "تاریخ پیدائش"),
    *("תאריך לידה", r"ת\.[ ]?לידה", "נולדה?", "יליד"),
)
"""The same in scripts that part no words, or that know no capital letters."""

CONTACTS: Final = (
    *(
        "notfallkontakt",
        "kontaktperson",
        "ansprechpartner(?:in)?",
        "nächste[rn]? angehörige[rn]?",
        "angehörige[rn]?",
    ),
    *(
        "contact d['’]urgence",
        "personne (?:à prévenir|de confiance|à contacter)",
        "proche aidante?",
    ),
    *("contacto de emergencia", "persona de contacto", "familiar(?: responsable)?", "tutora?"),
    *("contatto di emergenza", "persona di riferimento", "familiare", "contato de emergência"),
    *(
        "contacto de emergência",
        "pessoa de contac?to",
        "responsável",
        "contactpersoon",
        "mantelzorger",
    ),
    *(
        "kontaktpersoner",
        "pårørende",
        "nærmeste pårørende",
        "anhörig",
        "närmast anhörig",
        "omainen",
    ),
    *(
        "osoba do kontaktu",
        "opiekun(?:ka)?",
        "kontaktní osoba",
        "kontaktná osoba",
        "kapcsolattartó",
    ),
    *(
        "persoană de contact",
        "aparținător",
        "kontakt osoba",
        "acil durum kişisi",
        "hasta yak[ıi]n[ıi]",
    ),
    *("refakatçi", "контактное лицо", "родственник", "άτομο επικοινωνίας", "συγγενής"),
    *("người liên hệ", "người nhà", "kontak darurat", "waris"),
)
"""Whom to call about a patient, or who belongs to one: a full name follows."""

OTHER_SCRIPTS: Final = r"[\u0590-\u0e7f\u3040-\u9fff\uac00-\ud7af]"
"""A letter of the scripts that part no words, or that know no capital letters."""
