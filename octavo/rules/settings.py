"""What report.toml says of rules: how grave each is, and the settings that its check declares.

[checks]
straight_marks = "off"

[checks.quotation_source]
severity = "error"
words = 12
"""

from __future__ import annotations

import json
import typing
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from octavo import checks
from octavo.diagnostics import nearest

if TYPE_CHECKING:
    from octavo.config import Reading

TABLE = "checks"
SEVERITY = "severity"
SEVERITIES = ("error", "warning", "off")


@dataclass(frozen=True, slots=True)
class Setting:
    """A key below [checks.RULE]: its type is `kind`, `choices` are all its values if it has any."""

    name: str
    default: Any
    kind: Any
    said: str
    choices: tuple[Any, ...] = ()

    def read(self, value: Any) -> Any:
        """The value. Raises ValueError("what is wrong|what to do")."""
        from octavo.config import switch

        if self.choices:
            return _choice(value, self.choices)
        if self.kind is int:
            return _number(value, whole=True)
        if self.kind is float:
            return float(_number(value, whole=False))
        return switch(value) if self.kind is bool else _texts(value)


SEVERITY_SETTING = Setting(SEVERITY, "", str, "how grave a finding is", SEVERITIES)


def of(rule: str) -> tuple[Setting, ...]:
    """The settings of a rule, those that every rule has left out."""
    kind = checks.settings_of(rule)
    if kind is None:
        return ()
    types = typing.get_type_hints(kind)
    return tuple(
        Setting(f.name, f.default, types[f.name], f.metadata["said"], f.metadata["choices"])
        for f in fields(kind)
    )


def explained(rule: str) -> str:
    """The settings of a rule with their defaults, as they stand in report.toml."""
    lines = [f"# severity = {_listed(SEVERITIES)}"]
    lines += [f"{one.name} = {_written(one)}" for one in of(rule)]
    inner = "\n".join(f"    {line}" for line in [f"[{TABLE}.{rule}]", *lines])
    return f"In report.toml:\n\n{inner}"


def _written(setting: Setting) -> str:
    default = list(setting.default) if isinstance(setting.default, tuple) else setting.default
    said = setting.said + (f": {_listed(setting.choices)}" if setting.choices else "")
    return f"{json.dumps(default, ensure_ascii=False)}  # {said}"


# --- reading -----------------------------------------------------------------------------


def read(reading: Reading, known: tuple[str, ...]) -> dict[str, Any]:
    """The project's `checks` and `settings`; what is wrong is reported at its place."""
    reading.taken.add(TABLE)
    table = reading.table.get(TABLE, {})
    if not isinstance(table, Mapping):
        hint = f'a line [{TABLE}], below it lines like: rule = "off"'
        reading.report(TABLE, f"`{TABLE}` must be a table", hint)
        return {}
    severities: dict[str, str] = {}
    settings: dict[str, dict[str, Any]] = {}
    for typed, value in table.items():
        rule, name = typed.replace("-", "_"), f"{TABLE}.{typed}"
        if rule not in known:
            reading.report(name, f"there is no rule {typed}", _cure(rule, known, "checks"))
            continue
        given = value if isinstance(value, Mapping) else {SEVERITY: value}
        values = _values(reading, name, given, of(rule), inline=value is not given)
        if SEVERITY in values:
            severities[rule] = values.pop(SEVERITY)
        settings[rule] = values
    return {"checks": severities, "settings": settings}


def _values(
    reading: Reading,
    table: str,
    given: Mapping[str, Any],
    settings: tuple[Setting, ...],
    *,
    inline: bool,
) -> dict[str, Any]:
    """The values of one rule's table that are right."""
    known = {one.name: one for one in (SEVERITY_SETTING, *settings)}
    values: dict[str, Any] = {}
    for typed, value in given.items():
        name, key = table if inline else f"{table}.{typed}", typed.replace("-", "_")
        if key not in known:
            reading.report(name, f"unknown key `{name}`", _cure(key, tuple(known)))
            continue
        try:
            values[key] = known[key].read(value)
        except ValueError as error:
            message, _, hint = str(error).partition("|")
            reading.report(name, f"`{name}` {message}", hint)
    return values


def _cure(name: str, known: tuple[str, ...], listing: str = "") -> str:
    near = nearest(name, known)
    if near:
        return f"did you mean {near}?"
    return f"`{listing}` lists the rules" if listing else f"known are {', '.join(known)}"


def _choice(value: Any, choices: tuple[Any, ...]) -> Any:
    if value not in choices:
        raise ValueError(f"has no value {value!r}|{_listed(choices)}")
    return value


def _number(value: Any, *, whole: bool) -> Any:
    right = isinstance(value, int if whole else int | float) and not isinstance(value, bool)
    if not right or value <= 0:
        raise ValueError(
            f"must be a {'whole ' if whole else ''}number above 0|without quotation marks"
        )
    return value


def _texts(value: Any) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else [None]
    if not all(isinstance(entry, str) and entry.strip() for entry in listed):
        raise ValueError('must be a list of texts|for example ["one", "two"]')
    return tuple(value)


def _listed(choices: tuple[Any, ...]) -> str:
    *others, last = (f'"{choice}"' for choice in choices)
    return f"{', '.join(others)} or {last}"
