"""The validator's verdict on a PDF, as a row beside the brief's demands."""

from __future__ import annotations

from collections.abc import Sequence

from octavo import conformance
from octavo.model import Output, Project
from octavo.submission.demands import Demand, wanted_of

USUAL = "pdf/ua-1"  # what is looked at where nothing is demanded: whether all can read it
SAID = 3  # faults that are named


def verdict(project: Project, outputs: Sequence[Output]) -> Demand | None:
    """Whether the PDF keeps the profile that the brief demands; None where there is no PDF.

    Without a demand it is told how it stands with PDF/UA-1, and nothing hangs on it.
    """
    data = next((output.data for output in outputs if output.pages), None)
    if data is None:
        return None
    wanted = wanted_of(project, "archive")
    profile = _short(wanted or USUAL)
    name = conformance.PROFILES.get(profile, (wanted or USUAL).upper())
    try:
        faults = conformance.validate(data, profile)
    except (conformance.NoValidatorError, ValueError) as error:
        return Demand("submit.archive", "validator", name, str(error), False if wanted else None)
    met = (not faults) if wanted else None
    return Demand("submit.archive", "validator", name, _said(faults), met)


def _said(faults: Sequence[conformance.Fault]) -> str:
    if not faults:
        return "conforms"
    named = "; ".join(dict.fromkeys(fault.message for fault in faults[:SAID]))
    return f"{len(faults)} fault{'s' * (len(faults) != 1)}: {named}"


def _short(profile: str) -> str:
    """A profile as the validator names it: 3u for pdf/a-3u, ua1 for pdf/ua-1."""
    return profile.removeprefix("pdf/").removeprefix("a-").replace("-", "")
