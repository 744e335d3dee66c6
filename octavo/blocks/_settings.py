"""What a block may be told: the kind of each setting, and its value where it is left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from octavo.diagnostics import nearest

KINDS = {
    "text": "a text in quotation marks",
    "flag": "true or false",
    "texts": "a list of texts",
    "numbers": "a list of numbers",
    "column": "the name of a column",
    "columns": "the name of a column, or a list of names",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. `kind` is one of KINDS; `choices`, if any, are the only texts it may be.

    `default` of None says that the block cannot do without it.
    """

    kind: str
    default: Any = None
    choices: tuple[str, ...] = ()

    def value(self, given: Any) -> Any:
        """The value as the block takes it: lists as tuples, a single column as one of a list.

        Raises SettingError where it is not of the kind.
        """
        if self.kind == "columns" and isinstance(given, str):
            given = [given]
        value = tuple(given) if isinstance(given, list) else given
        if not self._fits(value):
            raise SettingError(f"must be {KINDS[self.kind]}")
        if self.choices and value not in self.choices:
            near = nearest(str(value), self.choices)
            known = ", ".join(self.choices)
            hint = f'did you mean "{near}"?' if near else f"there are {known}"
            raise SettingError(f'cannot be "{value}"', hint)
        return value

    def _fits(self, value: Any) -> bool:
        if self.kind == "flag":
            return isinstance(value, bool)
        if self.kind in ("text", "column"):
            return isinstance(value, str)
        inner = (int, float) if self.kind == "numbers" else (str,)
        if not isinstance(value, tuple) or not (value or self.kind != "columns"):
            return False
        return all(isinstance(item, inner) and not isinstance(item, bool) for item in value)

    def columns(self, value: Any) -> tuple[str, ...]:
        """The columns that a value names."""
        if self.kind == "column":
            return (value,) if value else ()
        return tuple(value) if self.kind == "columns" else ()


class SettingError(ValueError):
    """A value will not do: what is to be said behind the name of its setting."""

    def __init__(self, message: str, hint: str = "", name: str = "") -> None:
        super().__init__(message)
        self.hint = hint
        self.name = name
