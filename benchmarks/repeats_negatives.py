"""What repeats rightly, as it is put into cases without being a planted repeat."""

from __future__ import annotations

import random

NAMES = (
    "Adam Brennan,Clara Novak,Edwin Marsh,Greta Holm,Ivan Petrov,Lucia Ferri,Martin Oakes,"
    "Nadia Haddad,Oscar Lind,Paula Stein,Ralph Turner,Sofia Reyes,Tomas Vidal,Ursula Kern"
).split(",")
TOWNS = "Leeds,Ghent,Porto,Turin,Lyon,Graz,Cork,Bergen,Tartu,Basel,Bilbao,Malmo".split(",")
THINGS = (
    "a steam engine,a printing press,a water mill,a glass kiln,a power loom,a telegraph line,"
    "a paper machine,a rolling mill,a dry dock,a gas lamp,a lathe,a seed drill"
).split(",")
TITLES = (
    "Report of the Royal Commission on the Distribution of the Industrial Population",
    "Convention for the Protection of Human Rights and Fundamental Freedoms",
    "Treaty of Friendship, Alliance and Mutual Assistance between the Republic and the Union",
    "An Inquiry into the Nature and Causes of the Wealth of Nations",
)
FORMULAE = (
    "on the other hand it must be said that",
    "in the second half of the nineteenth century",
    "it is not by chance that at that time",
    "there can be no doubt whatever that",
    "as we have seen in the last chapter",
    "from the point of view of those who",
)
QUOTATIONS = (
    "No law can stand for long upon ground that those who keep it were never asked to walk upon",
    "We who carried the water up the hill each morning know better than any map how steep it is",
    "A bridge is a promise that one bank makes the other, and the toll is what belief in it costs",
    "Whoever counts ships in harbour before the storm has counted those that did not dare to sail",
)
ENDS = (
    "the mills had closed before the winter came",
    "few of the farmers could read what they signed",
    "the price of salt ruled the whole coast",
    "every village kept a clock of its own",
    "the young went over the mountains for work",
    "no ship had called there for a generation",
    "the council met behind closed shutters",
    "rain had washed the lower road away",
    "bread was weighed by the older pound",
    "a stranger would have seen only fields",
    "the schoolmaster wrote most of the letters",
    "two brothers owned the only ferry",
    "the old wells gave brackish water",
    "children gleaned what reapers had missed",
    "wolves still came down in hard years",
    "the toll keeper lost his wooden leg",
    "cloth paid better than barley",
    "an earthquake split the eastern tower",
)


class Ends:
    """The ends of sentences of one case, none of them twice."""

    def __init__(self, chance: random.Random) -> None:
        self.left = chance.sample(ENDS, len(ENDS))

    def take(self, count: int) -> list[str]:
        """So many ends that were not taken yet."""
        taken, self.left = self.left[:count], self.left[count:]
        return taken


def title(chance: random.Random, ends: Ends) -> list[str]:
    """One long title in four different sentences."""
    name = chance.choice(TITLES)
    end = ends.take(4)
    frames = (
        f"The {name} showed that {end[0]}.",
        f"When {end[1]}, somebody remembered the {name} and its many pages.",
        f"Little of this can be read in the {name}, though {end[2]}.",
        f"Because {end[3]}, most readers laid the {name} aside.",
    )
    return list(frames)


def formulae(chance: random.Random, ends: Ends) -> list[str]:
    """Three turns of phrase, each before three different endings."""
    chosen = chance.sample(FORMULAE, 3)
    left = iter(ends.take(9))
    return [f"{phrase.capitalize()} {next(left)}." for _ in range(3) for phrase in chosen]


def quotation(chance: random.Random, ends: Ends) -> list[str]:
    """One quotation cited three times in the text."""
    said, end = chance.choice(QUOTATIONS), ends.take(3)
    return [
        f"The deputy put it so: “{said}.” Even then {end[0]}.",
        f"While {end[1]}, the phrase “{said}” was on all lips.",
        f"Of “{said}” nothing was left once {end[2]}.",
    ]


def block_quotation(chance: random.Random, ends: Ends) -> list[str]:
    """The same as a block quotation twice."""
    said = chance.choice(QUOTATIONS)
    return [f"> {said}.", f"> {said}."]


def epigraph(chance: random.Random, ends: Ends) -> list[str]:
    """The same before every section."""
    said = chance.choice(QUOTATIONS)
    return [f"> {said}.\n>\n> {chance.choice(NAMES)}"] * 5


def table(chance: random.Random, ends: Ends) -> list[str]:
    """Five parallel rows."""
    rows = "\n".join(
        f"| {name} built the first one of its kind in the town of {town} | "
        f"{chance.randint(10, 99)} |"
        for name, town in zip(chance.sample(NAMES, 5), chance.sample(TOWNS, 5), strict=True)
    )
    return [f"| What was built and where it first stood | Number |\n|---|---|\n{rows}"]


def bibliography(chance: random.Random, ends: Ends) -> list[str]:
    """Eight entries that share titles and publishers."""
    shared = chance.sample(TITLES, 2)
    entries = "\n\n".join(
        f"{name}. *{shared[n % 2]}*. {chance.choice(TOWNS)}: The University Press of the Northern "
        f"Provinces and Sons, {1900 + n}."
        for n, name in enumerate(chance.sample(NAMES, 8))
    )
    return [f"## References\n\n{entries}\n\n## Afterword"]


def pattern(chance: random.Random, ends: Ends) -> list[str]:
    """Three sentences of one pattern, their names, dates and things exchanged."""
    names, towns = chance.sample(NAMES, 6), chance.sample(TOWNS, 3)
    things = chance.sample(THINGS, 3)
    return [
        f"In {1800 + chance.randint(1, 99)} {names[2 * n]} and {names[2 * n + 1]} of {towns[n]} "
        f"built {things[n]} for {chance.randint(100, 999)} crowns."
        for n in range(3)
    ]


def rows(chance: random.Random, ends: Ends) -> list[str]:
    """A list of five rows of one pattern."""
    names, towns = chance.sample(NAMES, 5), chance.sample(TOWNS, 5)
    things = chance.sample(THINGS, 5)
    lines = (
        f"- {name}, who came from {town}, sold {thing} to the council at a fair price and left."
        for name, town, thing in zip(names, towns, things, strict=True)
    )
    return ["\n".join(lines)]


KINDS = (
    title,
    formulae,
    quotation,
    block_quotation,
    epigraph,
    table,
    bibliography,
    pattern,
    rows,
)
