"""What a PDF says of itself for libraries and programs (XMP, ISO 16684-1), and which standards
it claims to keep. The same words as in the document information, and no dates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfd": "http://pdfa.org/declarations/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

# PDF/A-2 and 3 want every schema described that they do not know themselves, and PDF/UA's is one
# (ISO 19005-2, 6.6.2.3.3).
UA_SCHEMA = f"""<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{SPACES["pdfuaid"]}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>the part of ISO 14289 that the file keeps</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>"""

WTPDF = "http://pdfa.org/declarations/wtpdf#"  # Well-Tagged PDF, and the two parts of it
DECLARED = (f"{WTPDF}accessibility1.0", f"{WTPDF}reuse1.0")


@dataclass(frozen=True, slots=True)
class Claims:
    """The standards a file keeps: part and level (A, U, F, none) of PDF/A, part of PDF/UA or 0."""

    archive: int
    level: str
    accessible: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file is: the words of its document information."""

    title: str
    authors: tuple[str, ...]
    subject: str
    keywords: tuple[str, ...]
    language: str
    creator: str
    producer: str


def packet(facts: Facts, claims: Claims) -> bytes:
    """The whole of a PDF's metadata stream."""
    names = "".join(f' xmlns:{prefix}="{address}"' for prefix, address in SPACES.items())
    entries = "\n".join((*_facts(facts), *_claims(claims)))
    text = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{RDF}">\n'
        f'<rdf:Description rdf:about=""{names}>\n{entries}\n</rdf:Description>\n'
        '</rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    )
    return text.encode()


def _facts(facts: Facts) -> Iterator[str]:
    yield "<dc:format>application/pdf</dc:format>"
    if facts.title:
        yield _list("dc:title", "Alt", [facts.title])
    if facts.authors:
        yield _list("dc:creator", "Seq", facts.authors)
    if facts.subject:
        yield _list("dc:description", "Alt", [facts.subject])
    if facts.keywords:
        yield _list("dc:subject", "Bag", facts.keywords)
        yield f"<pdf:Keywords>{escape(', '.join(facts.keywords), quote=False)}</pdf:Keywords>"
    if facts.language:
        yield _list("dc:language", "Bag", [facts.language])
    yield f"<xmp:CreatorTool>{escape(facts.creator, quote=False)}</xmp:CreatorTool>"
    yield f"<pdf:Producer>{escape(facts.producer, quote=False)}</pdf:Producer>"


def _list(name: str, kind: str, values: Iterable[str]) -> str:
    language = ' xml:lang="x-default"' if kind == "Alt" else ""
    items = "".join(f"<rdf:li{language}>{escape(value, quote=False)}</rdf:li>" for value in values)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"


def _claims(claims: Claims) -> Iterator[str]:
    yield f"<pdfaid:part>{claims.archive}</pdfaid:part>"
    if claims.level:
        yield f"<pdfaid:conformance>{claims.level}</pdfaid:conformance>"
    if claims.archive >= 4:
        yield "<pdfaid:rev>2020</pdfaid:rev>"
    if claims.accessible:
        yield f"<pdfuaid:part>{claims.accessible}</pdfuaid:part>"
    if claims.accessible == 1:
        yield UA_SCHEMA
    if claims.accessible == 2:
        yield "<pdfuaid:rev>2024</pdfuaid:rev>"
        declared = "".join(
            f'<rdf:li rdf:parseType="Resource"><pdfd:conformsTo>{each}</pdfd:conformsTo></rdf:li>'
            for each in DECLARED
        )
        yield f"<pdfd:declarations><rdf:Bag>{declared}</rdf:Bag></pdfd:declarations>"
