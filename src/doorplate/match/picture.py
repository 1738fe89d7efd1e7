"""Pictures of the evidence, as SVG texts that any browser shows."""

from collections.abc import Sequence
from math import log2
from xml.sax.saxutils import escape

from doorplate._text import Lang
from doorplate.match.fit import Bin
from doorplate.match.values import Verdict

__all__ = ["reliability", "waterfall"]

_ROW, _LABEL, _PLOT = 24, 320, 360
_FOR, _AGAINST, _NONE = "#2a7f62", "#b3412f", "#8a8a8a"
_CLIP = 30.0


def waterfall(verdict: Verdict, *, lang: Lang = "en") -> str:
    """The evidence on one pair, bar by bar, from the odds before it to the odds after.

    Bars are in bits and start where the one above ends; a veto is cut off at the edge.
    """
    end = log2(max(1e-12, verdict.score) / max(1e-12, 1 - verdict.score))
    start = max(-_CLIP, min(0.0, end - verdict.weight))
    level, rows = start, []
    bars = [(reason.text.say(lang), reason.weight) for reason in verdict.reasons]
    for row, (label, bits) in enumerate(bars):
        after = max(-_CLIP, min(_CLIP, level + bits))
        rows.append(_bar(row, label, bits, level, after))
        level = after
    title = f"{verdict.relation.text.say(lang)}  {verdict.score:.3f}"
    rows.append(_text(_LABEL, _ROW * (len(bars) + 1) + 16, title, "start", bold=True))
    axis = (
        f'<line x1="{_x(0)}" x2="{_x(0)}" y1="8" y2="{_ROW * (len(bars) + 1)}" stroke="#444"/>'
    )
    return _svg(_LABEL + _PLOT + 20, _ROW * (len(bars) + 2), [axis, *rows])


def _x(bits: float) -> float:
    return round(_LABEL + (bits + _CLIP) / (2 * _CLIP) * _PLOT, 1)


def _bar(row: int, label: str, bits: float, before: float, after: float) -> str:
    y = 8 + row * _ROW
    left, width = _x(min(before, after)), max(1.5, round(abs(_x(after) - _x(before)), 1))
    colour = _FOR if bits > 0 else _AGAINST if bits < 0 else _NONE
    bar = f'<rect x="{left}" y="{y}" width="{width}" height="16" fill="{colour}"/>'
    number = _text(_LABEL + _PLOT + 16, y + 13, f"{bits:+.1f}", "end")
    return bar + _text(_LABEL - 8, y + 13, label, "end") + number


def reliability(bins: Sequence[Bin], *, lang: Lang = "en") -> str:
    """Scores against the share that was one door; on the diagonal where scores are honest."""
    side, edge = 300, 40
    corner = edge + side
    most = max((b.pairs for b in bins), default=1)
    words = ("得分", "同一门的比例") if lang == "zh" else ("score", "share that is one door")
    parts = [
        f'<rect x="{edge}" y="10" width="{side}" height="{side}" fill="none" stroke="#444"/>',
        f'<line x1="{edge}" y1="{side + 10}" x2="{corner}" y2="10" stroke="#bbb"/>',
        _text(edge + side // 2, side + 36, words[0], "middle"),
        _text(edge, 8, words[1], "start"),
    ]
    for b in bins:
        x, y = round(edge + b.score * side, 1), round(10 + (1 - b.share) * side, 1)
        radius = round(3 + 9 * (b.pairs / most) ** 0.5, 1)
        parts.append(
            f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{_FOR}" fill-opacity="0.7"/>'
        )
    return _svg(corner + 20, side + 50, parts)


def _text(x: float, y: float, words: str, anchor: str, *, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}"{weight}>{escape(words)}</text>'


def _svg(width: int, height: int, parts: Sequence[str]) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="sans-serif" font-size="12">'
    )
    return head + "".join(parts) + "</svg>\n"
