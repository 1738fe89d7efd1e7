"""Which encoding a text file is in: UTF-8 or GB18030, proved over the whole file.

Many byte strings are valid GB18030 without being it: Big5 and Shift-JIS text mostly is. So what
is not UTF-8 must also read like Chinese addresses, better than under those two.
"""

import codecs
from pathlib import Path

from doorplate._text import Text
from doorplate.errors import EncodingUnknown
from doorplate.tables._sources import open_bytes

_CHUNK = 1 << 20
_SAMPLE = 1 << 16
_BOMS = {
    b"\xff\xfe\x00\x00": "UTF-32", b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16",
}  # fmt: skip
_COMMON = frozenset(
    "省市县區区镇鎮乡鄉村街道路巷弄号號栋棟单元單室组組门門牌地址户戶里鄰社段层樓楼东南西北東中大小"
    "上下一二三四五六七八九十的和有在人国國名编编序備备注类型状态态经纬度"
)
_REMEDY = Text(
    "在表格程序里另存为“CSV UTF-8”", 'Save it as "CSV UTF-8" in the spreadsheet program'
)


def detect(path: Path) -> str:
    """The Python name of the file's encoding: `utf-8-sig` (with or without BOM) or `gb18030`.

    Raises:
        EncodingUnknown: any other.
    """
    with open_bytes(path) as stream:
        head = stream.read(_SAMPLE)
    _refuse_wide(path, head)
    bad = _first_fault(path, "utf-8")
    if bad is None:
        return "utf-8-sig"
    guess = _guess(path, head, bad)
    if guess == "gb18030":
        return guess
    line = _line_of(path, bad)
    raise _unknown(
        path,
        Text(
            f"第 {line} 行起不是，看来是 {guess}", f"from line {line} on it looks like {guess}"
        ),
    )


def _guess(path: Path, head: bytes, bad: int) -> str:
    """What the file seems to be in, from the first byte that is not UTF-8."""
    if 0 in head:
        return "UTF-16"
    readable = _first_fault(path, "gb18030") is None
    best = _best_reading(_sample_at(path, bad))
    return "latin-1" if best == "gb18030" and not readable else best


def _refuse_wide(path: Path, head: bytes) -> None:
    for bom, name in _BOMS.items():
        if head.startswith(bom):
            raise _unknown(path, Text(f"编码是 {name}", f"the encoding is {name}"))
    if head.count(0) * 5 > len(head):
        raise _unknown(
            path, Text("看来是 UTF-16 或不是文本", "it looks like UTF-16, or is no text")
        )


def _first_fault(path: Path, encoding: str) -> int | None:
    """Offset of the first byte that the encoding does not allow, or None."""
    decoder = codecs.getincrementaldecoder(encoding)()
    done = 0
    with open_bytes(path) as stream:
        while True:
            chunk = stream.read(_CHUNK)
            pending = len(decoder.getstate()[0])
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                return done - pending + error.start
            if not chunk:
                return None
            done += len(chunk)


def _sample_at(path: Path, offset: int) -> bytes:
    """Whole lines around an offset."""
    with open_bytes(path) as stream:
        stream.read(max(0, offset - _SAMPLE))
        data = stream.read(2 * _SAMPLE)
    lines = data.split(b"\n")
    return b"\n".join(lines[:-1]) if len(lines) > 1 else data


def _best_reading(sample: bytes) -> str:
    """Which of three encodings makes the sample read like Chinese."""
    scores = {name: _score(sample, name) for name in ("gb18030", "big5", "shift_jis")}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] > 0.02:
        return best
    return "gb18030" if _mostly_gb2312(sample) else "latin-1"


def _score(sample: bytes, encoding: str) -> float:
    """Share of common characters (and kana) among those beyond ASCII."""
    wide = [c for c in sample.decode(encoding, errors="replace") if c > "\x7f"]
    good = sum(c in _COMMON or "\u3041" <= c <= "\u30ff" for c in wide)
    bad = wide.count("\ufffd")
    return (good - bad) / len(wide) if wide else 0.0


def _mostly_gb2312(sample: bytes) -> bool:
    wide = [c for c in sample.decode("gb18030", errors="replace") if c > "\x7f"]
    plain = sum(len(c.encode("gb2312", errors="ignore")) == 2 for c in wide)
    return plain >= 0.8 * len(wide)


def _line_of(path: Path, offset: int) -> int:
    with open_bytes(path) as stream:
        return stream.read(offset).count(b"\n") + 1


def _unknown(path: Path, text: Text) -> EncodingUnknown:
    return EncodingUnknown(
        Text(f"编码不是 UTF-8 或 GB18030：{text.zh}",
             f"neither UTF-8 nor GB18030: {text.en}"),
        remedy=_REMEDY,
        where=str(path),
    )  # fmt: skip
