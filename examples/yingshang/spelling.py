"""Addresses and numbers as people write them."""

import random

from doorplate._numerals import to_chinese

VILLAGE = "营上村"
PREFIXES = (
    "陕西省咸阳市武功县普集街道营上村", "武功县普集街道营上村", "普集街道营上村", "营上村",
    "武功县普集镇营上村", "普集镇营上村", "陕西省武功县普集街道办事处营上村",
)  # fmt: skip

Number = tuple[int, int]
"""Main number and sub-number, 0 for none."""


def written(number: Number) -> str:
    """The canonical form."""
    return f"{number[0]}号" + (f"附{number[1]}" if number[1] else "")


def spelt_number(number: Number, rng: random.Random, *, mess: float) -> str:
    """A number as people write it."""
    main, sub = number
    if sub:
        return rng.choice(
            [f"{main}号附{sub}", f"{main}-{sub}号", f"{main}号之{to_chinese(sub)}",
             f"{main}号附{sub}号"]
        )  # fmt: skip
    if rng.random() >= mess:
        return f"{main}号"
    wide = "".join(chr(ord(c) + 0xFEE0) for c in str(main))
    return rng.choice(
        [
            f"{wide}号",
            f"{to_chinese(main)}号",
            f"{main}#",
            f"0{main}号",
            f"{main}號",
            f"{main} 号",
        ]
    )


def spelt(
    street: str, number: Number, rng: random.Random, *, mess: float, prefix: str = ""
) -> str:
    """An address as people write it."""
    prefix = prefix or rng.choice(PREFIXES if rng.random() < mess else PREFIXES[1:4])
    gap = " " if rng.random() < mess / 4 else ""
    tail = ""
    if rng.random() < mess / 5:
        tail = rng.choice(["（村委会对面）", "（小卖部旁）", f" 电话0910-0000{number[0]:04d}"])
    return f"{prefix}{gap}{street}{gap}{spelt_number(number, rng, mess=mess)}{tail}"


def on_the_wall(number: Number | None, rng: random.Random) -> str:
    """What the plate says."""
    if number is None:
        return ""
    text = written(number)
    return text.removesuffix("号") if rng.random() < 0.3 else text
