"""What makes a policy contradict itself or its own source."""

from collections.abc import Iterable, Iterator, Sequence
from string import Formatter
from typing import NamedTuple

from doorplate._text import Text
from doorplate.numbering.policy import Policy, Sector

__all__ = ["Fault", "contradictions", "is_template"]


class Fault(NamedTuple):
    """One contradiction: the dotted parameter at fault, what is wrong, what to do."""

    key: str
    text: Text
    remedy: Text


def contradictions(policy: Policy) -> Iterator[Fault]:
    """Every contradiction of a policy, in the order of its tables."""
    yield from _start(policy)
    yield from _parity(policy)
    yield from _counting(policy)
    yield from _skip(policy)
    yield from _sub(policy)
    yield from _text(policy)
    yield from _grid(policy)


def _axes(sectors: int) -> tuple[frozenset[Sector], ...]:
    order = list(Sector)[:4] if sectors == 8 else [Sector.N, Sector.E]
    return tuple(frozenset({s, s.opposite}) for s in order)


def _one_per_axis(chosen: Sequence[Sector], sectors: int) -> bool:
    axes = _axes(sectors)
    return len(chosen) == len(axes) and all(len(axis & set(chosen)) == 1 for axis in axes)


_ONE_END = Text(
    "每个轴向恰好给一端，例如 N、E、NE、NW", "Give exactly one end per axis, as N, E, NE, NW"
)


def _start(policy: Policy) -> Iterator[Fault]:
    start = policy.start
    if not _one_per_axis(start.from_sectors, start.sectors):
        yield Fault(
            "start.from_sectors",
            Text(
                "起点方位互相矛盾或不全", "start sectors contradict each other or lack an axis"
            ),
            _ONE_END,
        )
    if start.sectors == 8 and start.tolerance > 22:
        yield Fault(
            "start.tolerance",
            Text(
                "八方位的容差至多 22 度", "with 8 sectors the tolerance is at most 22 degrees"
            ),
            Text("改为 22 或更小", "Use 22 or less"),
        )


def _parity(policy: Policy) -> Iterator[Fault]:
    parity = policy.parity
    if parity.mode == "compass" and not _one_per_axis(parity.odd, policy.start.sectors):
        yield Fault(
            "parity.odd",
            Text(
                "单号侧的方位互相矛盾或不全", "odd sides contradict each other or lack an axis"
            ),
            _ONE_END,
        )
    if parity.mode != "compass" and parity.odd:
        yield Fault(
            "parity.odd",
            Text(f"{parity.mode} 不用方位", f"{parity.mode} takes no compass sides"),
            Text("删去 odd，或改 mode 为 compass", "Take odd out, or use mode compass"),
        )


def _counting(policy: Policy) -> Iterator[Fault]:
    counting = policy.counting
    if counting.metric and counting.unit_cm == 0:
        yield Fault(
            "counting.unit_cm",
            Text("按米编号须给出每号的厘米数", "metric counting needs centimetres per number"),
            Text("例如 unit_cm = 200", "For example unit_cm = 200"),
        )
    if not counting.metric and counting.unit_cm:
        yield Fault(
            "counting.unit_cm",
            Text(f"{counting.mode} 不用 unit_cm", f"{counting.mode} takes no unit_cm"),
            Text("删去 unit_cm", "Take unit_cm out"),
        )
    if (counting.step > 1) != (counting.mode == "step"):
        yield Fault(
            "counting.step",
            Text(
                "step 大于 1 与 mode = step 必须同时出现", "step > 1 and mode step go together"
            ),
            Text("改 mode 或 step", "Change mode or step"),
        )
    yield from _metric_reserve(policy)


def _metric_reserve(policy: Policy) -> Iterator[Fault]:
    """Metres leave their own gaps: a number kept apart would belong to another place."""
    reserve = policy.reserve
    for name in ("frontage_cm", "every", "alley_mouth", "start", "end"):
        if policy.counting.metric and getattr(reserve, name):
            yield Fault(
                f"reserve.{name}",
                Text(
                    "按米编号自有余号，不再预留",
                    "metric counting leaves its own gaps: reserve none",
                ),
                Text(f"删去 {name}，或设为 0", f"Take {name} out, or set it to 0"),
            )
    if reserve.end and policy.counting.section == "restart":
        yield Fault(
            "reserve.end",
            Text(
                "各路段另起编号，段末留号无意义",
                "each section restarts: numbers kept at an end serve nobody",
            ),
            Text("删去 end，或改 section 为 continue", "Take end out, or continue sections"),
        )


def _skip(policy: Policy) -> Iterator[Fault]:
    skip = policy.skip
    if skip.forbidden and (skip.numbers or skip.endings):
        yield Fault(
            "skip.numbers" if skip.numbers else "skip.endings",
            Text("该规则的依据不许跳号", "the source of this policy forbids skipping numbers"),
            Text("删去跳号", "Take the skipped numbers out"),
        )
    if _covers_all(skip.endings, paired=skip.paired):
        yield Fault(
            "skip.endings",
            Text("跳号之后一侧再无号可用", "skipping leaves one side without numbers"),
            Text("减少跳号", "Skip fewer endings"),
        )


def _covers_all(endings: Iterable[int], *, paired: bool) -> bool:
    gone = set(endings)
    if paired:
        gone |= {(e - 1) % 10 if e % 2 == 0 else (e + 1) % 10 for e in gone}
    return gone >= {1, 3, 5, 7, 9} or gone >= {0, 2, 4, 6, 8}


def _sub(policy: Policy) -> Iterator[Fault]:
    sub = policy.sub
    if sub.allowed != (sub.maximum > 0):
        yield Fault(
            "sub.maximum",
            Text("附号上限与是否许可矛盾", "the highest sub-number contradicts `allowed`"),
            Text("许可时大于 0，不许可时为 0", "Above 0 when allowed, 0 when not"),
        )
    if sub.stem_as_sub and not sub.allowed:
        yield Fault(
            "sub.stem_as_sub",
            Text("不许附号却要把甲乙读作附号", "stems cannot become forbidden sub-numbers"),
            Text("删去 stem_as_sub", "Take stem_as_sub out"),
        )


def _text(policy: Policy) -> Iterator[Fault]:
    if policy.text.full_width and policy.text.numerals == "chinese":
        yield Fault(
            "text.full_width",
            Text("汉字门牌没有全角数字", "Chinese numerals have no digits in full width"),
            Text(
                "删去 full_width，或用阿拉伯数字", "Take full_width out, or use Arabic digits"
            ),
        )


def _grid(policy: Policy) -> Iterator[Fault]:
    grid = policy.grid
    low = grid.minimum > grid.target
    if low or 0 < grid.maximum < grid.target:
        yield Fault(
            "grid.minimum" if low else "grid.target",
            Text("网格目标不在上下限之内", "the grid target lies outside its own limits"),
            Text("使 minimum ≤ target ≤ maximum", "Make minimum <= target <= maximum"),
        )
    if grid.cut_penalty and not grid.split_street:
        yield Fault(
            "grid.cut_penalty",
            Text("不拆街就没有拆街代价", "streets that are kept whole cost nothing to cut"),
            Text("删去 cut_penalty，或许可 split_street", "Take it out, or allow split_street"),
        )
    if not is_template(grid.code):
        yield Fault(
            "grid.code",
            Text(
                "网格代码模板须有且只有 village 和 seq",
                "the grid code needs village and seq, and takes no other field",
            ),
            Text("例如 {village}{seq:02d}", "For example {village}{seq:02d}"),
        )


def is_template(code: str) -> bool:
    """Whether a text makes a grid's code from `village` and `seq`, and from nothing else.

    >>> is_template("{village}{seq:02d}"), is_template("{village}"), is_template("{seq.x}")
    (True, False, False)
    """
    try:
        fields = {name for _, name, _, _ in Formatter().parse(code) if name is not None}
        code.format(village="610431001203", seq=1)
    except (KeyError, IndexError, AttributeError, ValueError):
        return False
    return fields == {"village", "seq"}
