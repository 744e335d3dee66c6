"""Web addresses of identifiers, after the specification's appendix on links."""

from __future__ import annotations

_RESOLVERS = {
    "DOI": "https://doi.org/",
    "PMID": "https://www.ncbi.nlm.nih.gov/pubmed/",
    "PMCID": "https://www.ncbi.nlm.nih.gov/pmc/articles/",
}


def address(variable: str, value: str) -> str:
    """The address that a DOI, PMID, PMCID or URL leads to; empty where it is none."""
    value = value.strip()
    if value.startswith(("http://", "https://", "ftp://")):
        return value
    return _RESOLVERS[variable] + value if variable in _RESOLVERS else ""
