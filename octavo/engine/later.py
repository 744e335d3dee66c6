"""Keep WeasyPrint from importing at its start what it hardly ever needs.

That is a third of the time its import takes: fontTools' subsetter, used only where HarfBuzz cannot
subset a font, and its instancer, used only for variable fonts.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

# Module -> the functions that WeasyPrint takes out of it while it is imported.
MODULES = {"fontTools.subset": (), "fontTools.varLib.instancer": ("instantiateVariableFont",)}


class Later(ModuleType):
    """Stands for a module until something in it is wanted."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # asked of every module while it is imported
            raise AttributeError(name)
        return getattr(self._real(), name)

    def function(self, name: str) -> Callable[..., Any]:
        """A function that imports the module when it is called."""

        def called(*given: Any, **named: Any) -> Any:
            return getattr(self._real(), name)(*given, **named)

        return called

    def _real(self) -> ModuleType:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return import_module(self.__name__)


@contextmanager
def imported() -> Iterator[None]:
    """While this lasts, an import of one of MODULES not yet imported gives a stand-in."""
    stand_ins = {name: Later(name) for name in MODULES if name not in sys.modules}
    for name, stand_in in stand_ins.items():
        for function in MODULES[name]:
            setattr(stand_in, function, stand_in.function(function))
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name, stand_in in stand_ins.items():
            if sys.modules.get(name) is stand_in:
                del sys.modules[name]
