"""Words that British and American English spell in two ways, and names with several spellings.

Written for Octavo, from general knowledge; not taken from any dictionary's list.
"""

from __future__ import annotations

# British, American; only words that have one meaning in both spellings.
PAIRS = """
aeroplane airplane; analyse analyze; analysed analyzed; analysing analyzing; apologise apologize
armour armor; armoured armored; behaviour behavior
candour candor; centre center; centres centers; centred centered
colour color; colours colors; coloured colored; councillor councilor; defence defense
demeanour demeanor; endeavour endeavor; endeavours endeavors
favour favor; favours favors; favoured favored; favourable favorable; favourite favorite
fibre fiber; flavour flavor; fulfil fulfill; fulfilment fulfillment; grey gray; harbour harbor
harbours harbors; honour honor; honours honors; honoured honored; honourable honorable
humour humor; jewellery jewelry; kilometre kilometer; kilometres kilometers
labour labor; labourer laborer; labourers laborers; labelled labeled; levelled leveled
litre liter; manoeuvre maneuver; manoeuvres maneuvers
modelled modeled; mould mold; neighbour neighbor; neighbours neighbors; neighbouring neighboring
neighbourhood neighborhood; odour odor; offence offense; parlour parlor; plough plow
pretence pretense; quarrelled quarreled
quarrelling quarreling; rigour rigor; rumour rumor; rumours rumors; sceptical skeptical
sceptic skeptic; scepticism skepticism; signalled signaled; splendour splendor; sulphur sulfur
theatre theater; theatres theaters; travelled traveled; traveller traveler; travellers travelers
travelling traveling; tumour tumor; valour valor; vapour vapor; vigour vigor; woollen woolen
"""

# British alone: in Britain the American form is right too, of computers, instruments and courts.
BRITISH = """
programme program; programmes programs; metre meter; metres meters; judgement judgment
"""

# One person, place or party; in each line the form that is usual today comes first.
NAMES = """
Khrushchev | Khruschev | Krushchev | Kruschev | Khrushev | Chruschtschow
Mao Zedong | Mao Tse-tung | Mao Tse-Tung | Mao Zhedong
Zhou Enlai | Chou En-lai | Zhou En-lai
Deng Xiaoping | Teng Hsiao-ping | Deng Xiao-ping
Liu Shaoqi | Liu Shao-ch'i | Liu Shao-chi
Chiang Kai-shek | Jiang Jieshi | Chiang Kai-Shek
Beijing | Peking
Nanjing | Nanking
Guangzhou | Canton
Guomindang | Kuomintang
Xinjiang | Sinkiang
Brezhnev | Breznev | Brezhniev
Gorbachev | Gorbachov | Gorbatchev
Kosygin | Kossygin
Trotsky | Trotskii | Trotzky
Zhukov | Jukov
Dostoevsky | Dostoyevsky | Dostoevskii
Tchaikovsky | Chaikovsky
Kyiv | Kiev
Gaddafi | Qaddafi | Khadafy
Nasser | Nasir
Muhammad | Mohammed
Qur'an | Koran
Hitler | Hittler
Nietzsche | Nietsche | Nietzche
Gandhi | Ghandi
Eisenhower | Eisenhauer
"""


def pairs(text: str = PAIRS) -> list[tuple[str, str]]:
    """(British, American) spellings."""
    entries = text.replace("\n", ";").split(";")
    words = [entry.split() for entry in entries if entry.strip()]
    return [(british, american) for british, american in words]


def names(text: str = NAMES) -> list[tuple[str, ...]]:
    """The spellings of each name."""
    lines = ((form.strip() for form in line.split("|")) for line in text.split("\n"))
    return [forms for line in lines if (forms := tuple(filter(None, line)))]
