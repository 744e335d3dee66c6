"""What BibLaTeX's types, fields and keywords are called in CSL.

After BibLaTeX's manual, sections 2.1 (types), 2.2 (fields) and 4.9.2 (localization keys), and
CSL 1.0.2's appendices. Where one name of CSL fits several fields, the first that is there counts.
"""

from __future__ import annotations

from collections.abc import Mapping

# Other names of types (manual, 2.1.2 and 2.1.3, and what programs export).
TYPE_ALIASES: Mapping[str, str] = {
    "conference": "inproceedings",
    "electronic": "online",
    "kommentary": "commentary",  # see syntax
    "www": "online",
    "mastersthesis": "thesis",
    "phdthesis": "thesis",
    "techreport": "report",
}

TYPES: Mapping[str, str] = {
    "article": "article-journal",
    "artwork": "graphic",
    "audio": "song",
    "book": "book",
    "bookinbook": "chapter",
    "booklet": "pamphlet",
    "collection": "book",
    "commentary": "book",
    "dataset": "dataset",
    "image": "graphic",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "inreference": "entry-encyclopedia",
    "jurisdiction": "legal_case",
    "legal": "treaty",
    "legislation": "legislation",
    "letter": "personal_communication",
    "manual": "book",
    "misc": "document",
    "movie": "motion_picture",
    "music": "song",
    "mvbook": "book",
    "mvcollection": "book",
    "mvproceedings": "book",
    "mvreference": "book",
    "online": "webpage",
    "patent": "patent",
    "performance": "performance",
    "periodical": "periodical",
    "proceedings": "book",
    "reference": "book",
    "report": "report",
    "review": "review",
    "set": "document",
    "software": "software",
    "standard": "standard",
    "suppbook": "chapter",
    "suppcollection": "chapter",
    "suppperiodical": "article-journal",
    "thesis": "thesis",
    "unpublished": "manuscript",
    "video": "motion_picture",
}

# What `entrysubtype`, or the `type` of a @misc, @unpublished or @online, says of the kind of work,
# beside CSL's own names of types, which are understood there too.
SUBTYPES: Mapping[str, str] = {
    "blog": "post-weblog",
    "broadcast": "broadcast",
    "dictionary": "entry-dictionary",
    "encyclopedia": "entry-encyclopedia",
    "interview": "interview",
    "lecture": "speech",
    "letter": "personal_communication",
    "magazine": "article-magazine",
    "newspaper": "article-newspaper",
    "podcast": "broadcast",
    "radio": "broadcast",
    "speech": "speech",
    "talk": "speech",
    "tv": "broadcast",
}

# Fields that older programs write, and BibLaTeX's (manual, 2.2.5).
FIELD_ALIASES: Mapping[str, str] = {
    "address": "location",
    "annote": "annotation",
    "archiveprefix": "eprinttype",
    "hyphenation": "langid",
    "journal": "journaltitle",
    "key": "sortkey",
    "pdf": "file",
    "primaryclass": "eprintclass",
    "school": "institution",
}

# CSL's name of text fields that pass over one to one.
TEXTS: Mapping[str, tuple[str, ...]] = {
    "abstract": ("abstract",),
    "annote": ("annotation",),
    "archive": ("archive", "library"),
    "chapter-number": ("chapter",),
    "citation-label": ("shorthand", "label"),
    "container-title-short": ("shortjournal",),
    "edition": ("edition",),
    "event-place": ("venue",),
    "keyword": ("keywords",),
    "number-of-pages": ("pagetotal",),
    "number-of-volumes": ("volumes",),
    "original-title": ("origtitle",),
    "part-number": ("part",),
    "version": ("version",),
    "volume": ("volume",),
}

# Fields that are no LaTeX (manual, 2.2.1, verbatim and URI fields).
VERBATIM: Mapping[str, str] = {"doi": "DOI", "isbn": "ISBN", "issn": "ISSN", "url": "URL"}

DATES: Mapping[str, str] = {
    "urldate": "accessed",
    "eventdate": "event-date",
    "origdate": "original-date",
}

# People, by field; editors say what they did in `editortype`.
NAMES: Mapping[str, str] = {
    "author": "author",
    "bookauthor": "container-author",
    "translator": "translator",
    "annotator": "contributor",
    "commentator": "contributor",
    "introduction": "introduction",  # CSL has no such variables: see octavo.wording
    "foreword": "foreword",
    "afterword": "afterword",
}
EDITORS = ("editor", "editora", "editorb", "editorc")
EDITOR_TYPES: Mapping[str, str] = {
    "editor": "editor",
    "collaborator": "contributor",
    "compiler": "compiler",
    "continuator": "contributor",
    "director": "director",
    "founder": "series-creator",
    "organizer": "organizer",
    "redactor": "editor",
    "reviser": "editor",
}

# Localization keys that may stand for text in `type` and `pubstate`.
KEYWORDS: Mapping[str, str] = {
    "audiocd": "audio CD",
    "bathesis": "Bachelor’s thesis",
    "candthesis": "Candidate thesis",
    "datacd": "data CD",
    "inpress": "in press",
    "inpreparation": "in preparation",
    "mathesis": "Master’s thesis",
    "patentde": "German patent",
    "patenteu": "European patent",
    "patentfr": "French patent",
    "patentuk": "British patent",
    "patentus": "U.S. patent",
    "patreq": "patent request",
    "phdthesis": "PhD thesis",
    "prepublished": "prepublished",
    "resreport": "research report",
    "software": "computer software",
    "techreport": "technical report",
}
GENRES: Mapping[str, str] = {
    "mastersthesis": "mathesis",
    "phdthesis": "phdthesis",
    "techreport": "techreport",
}
COUNTRIES: Mapping[str, str] = {
    "countryde": "Germany",
    "countryeu": "European Union",
    "countryep": "European Patent Office",
    "countryfr": "France",
    "countryuk": "United Kingdom",
    "countryus": "United States of America",
    "countrywo": "World Intellectual Property Organization",
}

# Addresses of documents in archives that `eprinttype` names.
EPRINTS: Mapping[str, str] = {
    "arxiv": "https://arxiv.org/abs/",
    "googlebooks": "https://books.google.com/books?id=",
    "hdl": "https://hdl.handle.net/",
    "jstor": "https://www.jstor.org/stable/",
}

# babel's and polyglossia's names of languages (BibLaTeX manual, 2.2.3), as BCP 47.
LANGUAGES: Mapping[str, str] = {
    "acadian": "fr-CA",
    "american": "en-US",
    "arabic": "ar",
    "australian": "en-AU",
    "austrian": "de-AT",
    "basque": "eu",
    "brazil": "pt-BR",
    "brazilian": "pt-BR",
    "british": "en-GB",
    "bulgarian": "bg",
    "canadian": "en-CA",
    "canadien": "fr-CA",
    "catalan": "ca",
    "chinese": "zh",
    "croatian": "hr",
    "czech": "cs",
    "danish": "da",
    "dutch": "nl",
    "english": "en",
    "estonian": "et",
    "finnish": "fi",
    "francais": "fr",
    "french": "fr",
    "galician": "gl",
    "german": "de",
    "germanb": "de",
    "greek": "el",
    "hebrew": "he",
    "hungarian": "hu",
    "icelandic": "is",
    "italian": "it",
    "japanese": "ja",
    "korean": "ko",
    "latin": "la",
    "latvian": "lv",
    "lithuanian": "lt",
    "magyar": "hu",
    "naustrian": "de-AT",
    "newzealand": "en-NZ",
    "ngerman": "de",
    "norsk": "nb",
    "norwegian": "nb",
    "nswissgerman": "de-CH",
    "nynorsk": "nn",
    "persian": "fa",
    "polish": "pl",
    "portuges": "pt",
    "portuguese": "pt",
    "romanian": "ro",
    "russian": "ru",
    "serbian": "sr",
    "slovak": "sk",
    "slovene": "sl",
    "slovenian": "sl",
    "spanish": "es",
    "swedish": "sv",
    "swissgerman": "de-CH",
    "turkish": "tr",
    "uk": "en-GB",
    "ukenglish": "en-GB",
    "ukrainian": "uk",
    "usenglish": "en-US",
    "vietnamese": "vi",
}

# Fields that may be given away: those of the manual (2.2.2 to 2.2.5) and older names of them, but
# not remarks, tags and paths (abstract, annotation, file, keywords, note).
PUBLIC = frozenset(
    """
    addendum address afterword annotator archiveprefix author authortype bookauthor bookpagination
    booksubtitle booktitle booktitleaddon chapter commentator crossref date day doi edition editor
    editora editoratype editorb editorbtype editorc editorctype editortype eid entryset entrysubtype
    eprint eprintclass eprinttype eventdate eventtitle eventtitleaddon foreword gender holder
    howpublished hyphenation ids indexsorttitle indextitle institution introduction isan isbn ismn
    isrn issn issue issuesubtitle issuetitle issuetitleaddon iswc journal journalsubtitle
    journaltitle journaltitleaddon key label langid langidopts language library location
    mainsubtitle maintitle maintitleaddon month nameaddon number options organization origdate
    origlanguage origlocation origpublisher origtitle pages pagetotal pagination part presort
    primaryclass publisher pubstate related relatedoptions relatedstring relatedtype reprinttitle
    school series shortauthor shorteditor shorthand shorthandintro shortjournal shortseries
    shorttitle sortkey sortname sortshorthand sorttitle sortyear subtitle title titleaddon
    translator type url urldate venue version volume volumes xdata xref year
    """.split()
)
