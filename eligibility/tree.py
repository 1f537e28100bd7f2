"""A checked expression as a small tree: what every reading of the rules walks."""

from dataclasses import dataclass

from eligibility.facts import Kind
from eligibility.values import Truth


@dataclass(frozen=True, slots=True)
class Constant:
    """A truth, a whole number or a word, as written."""

    kind: Kind
    value: Truth | int | str


@dataclass(frozen=True, slots=True)
class Named:
    """A fact, a setting, a test, a definition or a given name."""

    kind: Kind
    name: str


@dataclass(frozen=True, slots=True)
class All:
    """The least of its parts."""

    kind: Kind
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """The greatest of its parts."""

    kind: Kind
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    kind: Kind
    part: "Node"


@dataclass(frozen=True, slots=True)
class Choice:
    """`yes` where the test, which is never unknown, is true; else `no`."""

    kind: Kind
    test: "Node"
    yes: "Node"
    no: "Node"


@dataclass(frozen=True, slots=True)
class Call:
    kind: Kind
    function: str
    arguments: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """Is the first day or number less than the second, or (`or_same`) not more?"""

    kind: Kind
    first: "Node"
    second: "Node"
    or_same: bool


@dataclass(frozen=True, slots=True)
class Same:
    """Are two days, numbers or words the same?"""

    kind: Kind
    first: "Node"
    second: "Node"


@dataclass(frozen=True, slots=True)
class Among:
    """Is a word one of these?"""

    kind: Kind
    word: "Node"
    words: tuple[str, ...]


Node = Constant | Named | All | Some | Not | Choice | Call | Earlier | Same | Among


def children(node: Node) -> tuple[Node, ...]:
    """The nodes right below a node, in the order written."""
    match node:
        case All(parts=parts) | Some(parts=parts):
            return parts
        case Not(part=part):
            return (part,)
        case Choice(test=test, yes=yes, no=no):
            return test, yes, no
        case Call(arguments=arguments):
            return arguments
        case Earlier(first=first, second=second) | Same(first=first, second=second):
            return first, second
        case Among(word=word):
            return (word,)
    return ()
