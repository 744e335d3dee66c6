"""The quick dataclasses do what the standard library's do."""

import copy
import dataclasses
import pickle
from typing import Any

import pytest

from octavo import values


def _kinds(maker: Any) -> dict[str, Any]:
    """Classes of all the shapes that Octavo has, made by one module or the other."""

    class Point:
        """Two numbers."""

        x: int
        y: int = 2

        @property
        def sum(self) -> int:
            return self.x + self.y

    class Tree:
        name: str
        kids: list[Any] = maker.field(default_factory=list)

    class Secret:
        name: str
        key: Any = maker.field(default=None, repr=False, compare=False)

    class Checked:
        x: int

        def __post_init__(self) -> None:
            if self.x < 0:
                raise ValueError("negative")

    class Empty:
        pass

    class Same:
        x: int

    frozen, plain = {"frozen": True, "slots": True}, {"slots": True}
    point: Any = maker.dataclass(**frozen)(Point)
    made = {
        "Point": point,
        "Tree": maker.dataclass(**plain)(Tree),
        "Secret": maker.dataclass(**frozen)(Secret),
        "Checked": maker.dataclass(**frozen)(Checked),
        "Empty": maker.dataclass(**frozen)(Empty),
        "Same": maker.dataclass(**frozen, eq=False)(Same),
    }

    class Deep(point):  # type: ignore[misc]
        z: int = 3

    return {**made, "Deep": maker.dataclass(**frozen)(Deep)}


OURS, THEIRS = _kinds(values), _kinds(dataclasses)
BOTH = pytest.mark.parametrize("kinds", [OURS, THEIRS], ids=["ours", "theirs"])


@BOTH
def test_values_defaults_and_comparing(kinds: dict[str, Any]) -> None:
    point, tree, secret, deep = (kinds[n] for n in ("Point", "Tree", "Secret", "Deep"))
    assert (point(1), point(y=5, x=1).y, point(1, 5).sum) == (point(1, 2), 5, 6)
    assert point(1) != point(2) and point(1) != deep(1) and deep(1).z == 3
    assert len({point(1), point(1, 2), point(2)}) == 2
    assert tree("a") == tree("a", []) and tree("a").kids is not tree("a").kids
    assert secret("a", 1) == secret("a", 2) and hash(secret("a", 1)) == hash(secret("a", 2))
    same = kinds["Same"]
    assert same(1) != same(1)
    assert kinds["Empty"]() == kinds["Empty"]()
    with pytest.raises(TypeError):
        hash(tree("a"))
    with pytest.raises(ValueError, match="negative"):
        kinds["Checked"](-1)
    with pytest.raises(TypeError):
        point()


@BOTH
def test_what_is_frozen_stays_as_it_is(kinds: dict[str, Any]) -> None:
    with pytest.raises(AttributeError):
        kinds["Point"](1).x = 2
    with pytest.raises(AttributeError):
        del kinds["Point"](1).x
    tree = kinds["Tree"]("a")
    tree.name = "b"
    assert tree.name == "b"
    assert not hasattr(tree, "__dict__")


@BOTH
def test_either_replace_takes_them(kinds: dict[str, Any]) -> None:
    for replace in (values._replace, dataclasses.replace):
        assert replace(kinds["Deep"](1, 5), y=4) == kinds["Deep"](1, 4, 3)
        assert replace(kinds["Tree"]("a", [1]), name="b") == kinds["Tree"]("b", [1])
        with pytest.raises(TypeError):
            replace(kinds["Point"](1), other=1)


@pytest.mark.parametrize("name", ["Point", "Tree", "Secret", "Deep"])
def test_shown_and_matched_alike(name: str) -> None:
    ours, theirs = OURS[name]("a"), THEIRS[name]("a")
    assert repr(ours) == repr(theirs)
    assert ours.__match_args__ == theirs.__match_args__
    assert OURS[name].__doc__ == THEIRS[name].__doc__ or name != "Point"
    assert [f.name for f in values.fields(OURS[name])] == [
        f.name for f in dataclasses.fields(THEIRS[name])
    ]
    assert values.as_dict(ours) == dataclasses.asdict(theirs)


@values.dataclass(frozen=True, slots=True)
class Kept:
    """A class that a pickle can find."""

    name: str
    others: tuple[Any, ...] = ()


def test_pickled_and_copied() -> None:
    kept = Kept("a", (Kept("b"),))
    assert pickle.loads(pickle.dumps(kept)) == kept == copy.deepcopy(kept)
    match kept:
        case Kept(name, (Kept("b"),)):
            assert name == "a"
        case _:
            pytest.fail("a pattern finds the fields")
