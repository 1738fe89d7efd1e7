"""Labelled stretches of texts: read from CoNLL files, compared with predicted ones.

A span is right when start, end and label all equal a labelled span of the same text (the rule
of the CoNLL shared tasks). Tags may be BIO or BIOES; labels are compared in lower case; a token
may be several characters long, so spans are counted in characters.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple


class Span(NamedTuple):
    """One labelled stretch, in characters of its text."""

    start: int
    end: int
    label: str


class Gold(NamedTuple):
    """A text with its labelled stretches."""

    text: str
    spans: tuple[Span, ...]


def read_gold(path: Path) -> Iterator[Gold]:
    """The texts of a CoNLL file: a token and a tag a line, a blank line behind each text."""
    tokens: list[tuple[str, str]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        token, _, tag = line.strip().rpartition(" ")
        if token:
            tokens.append((token.strip(), tag))
        elif tag:
            raise SystemExit(f"{path}, line {number}: a token and a tag are expected")
        elif tokens:
            yield _gold(tokens)
            tokens = []
    if tokens:
        yield _gold(tokens)


def _gold(tokens: Sequence[tuple[str, str]]) -> Gold:
    spans: list[Span] = []
    position, open_at = 0, False
    for token, tag in tokens:
        head, _, label = tag.partition("-")
        end = position + len(token)
        if head == "O":
            open_at = False
        elif open_at and head in "IE" and spans[-1].label == label.lower():
            spans[-1] = spans[-1]._replace(end=end)
            open_at = head == "I"
        else:
            spans.append(Span(position, end, label.lower()))
            open_at = head in "BI"
        position = end
    return Gold("".join(token for token, _ in tokens), tuple(spans))


class Figure(NamedTuple):
    """How many spans were predicted, how many are labelled, how many of both agree."""

    right: int
    predicted: int
    labelled: int

    def __str__(self) -> str:
        """Precision, recall and F1 in per cent, and the counts."""
        precision = self.right / max(1, self.predicted)
        recall = self.right / max(1, self.labelled)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        shares = "".join(f"{100 * share:8.2f}" for share in (precision, recall, f1))
        return f"{shares}{self.labelled:8}{self.predicted:8}{self.right:8}"


def print_figures(
    found: Iterable[tuple[Gold, Sequence[Span]]], *, without: frozenset[str] = frozenset()
) -> None:
    """Figures for each label, over all, and for the boundaries alone.

    Args:
        found: each text as it is labelled, with the spans predicted for it.
        without: labels left out on both sides.
    """
    right, predicted, labelled = Counter[str](), Counter[str](), Counter[str]()
    edges, whole, texts = Figure(0, 0, 0), 0, 0
    for gold, spans in found:
        wanted = {span for span in gold.spans if span.label not in without}
        given = {span for span in spans if span.label not in without}
        right.update(span.label for span in wanted & given)
        predicted.update(span.label for span in given)
        labelled.update(span.label for span in wanted)
        edges = _with_edges(edges, wanted, given)
        whole, texts = whole + (wanted == given), texts + 1
    print(f"{'label':16}{'P':>8}{'R':>8}{'F1':>8}{'gold':>8}{'pred':>8}{'right':>8}")
    for label in sorted({*predicted, *labelled}, key=lambda key: (-labelled[key], key)):
        print(f"{label:16}{Figure(right[label], predicted[label], labelled[label])}")
    print(f"{'OVERALL':16}{Figure(right.total(), predicted.total(), labelled.total())}")
    print(f"{'(boundary)':16}{edges}")
    print(f"addresses {texts}, every span right: {100 * whole / max(1, texts):.2f}%")


def _with_edges(before: Figure, wanted: set[Span], given: set[Span]) -> Figure:
    labelled, predicted = {span[:2] for span in wanted}, {span[:2] for span in given}
    both = len(labelled & predicted)
    return Figure(
        before.right + both, before.predicted + len(predicted), before.labelled + len(labelled)
    )
