"""The user's font: which characters it has, and how wide they are."""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from doorplate._text import Text
from doorplate.encode.drawing import Drawing, Label
from doorplate.errors import BackendMissing, PlateError


@dataclass(frozen=True, slots=True)
class FontFile:
    """A TrueType or OpenType font, or one face of a collection.

    Attributes:
        path: the file.
        face: index within a collection (`.ttc`); 0 otherwise.
        characters: every code point that it can draw.
    """

    path: Path
    face: int = 0
    characters: frozenset[int] = field(default=frozenset(), repr=False, compare=False)

    @classmethod
    def open(cls, path: Path | str, *, face: int = 0) -> "FontFile":
        """Open a font file.

        Raises:
            PlateError: it cannot be read as a font.
            BackendMissing: the extra `print` is not installed.
        """
        return _open(Path(path), face)

    def check(self, drawing: Drawing, *, bold: bool | None = None) -> None:
        """Refuse a drawing with characters that the font has not.

        Args:
            drawing: what is to be drawn.
            bold: look at bold labels only, or at plain ones only; by default at all.

        Raises:
            PlateError: naming every such character.
        """
        labels = [shape for shape in drawing.shapes if isinstance(shape, Label)]
        used = {c for x in labels if bold is None or x.bold is bold for c in x.text}
        missing = sorted(c for c in used if ord(c) not in self.characters and c != " ")
        if missing:
            names = " ".join(f"{c} (U+{ord(c):04X})" for c in missing)
            raise PlateError(
                Text(f"字体缺少这些字：{names}", f"the font lacks these characters: {names}"),
                remedy=Text("换一个字体", "Use another font"),
                where=self.path.name,
            )


@lru_cache(maxsize=8)
def _open(path: Path, face: int) -> FontFile:
    try:
        from fontTools.ttLib import TTFont, TTLibError  # noqa: PLC0415  # in the extra `print`
    except ImportError as error:
        raise print_missing() from error
    try:
        with path.open("rb") as file, TTFont(file, fontNumber=face, lazy=True) as font:
            characters = frozenset(font.getBestCmap() or ())
            collection = hasattr(font.reader, "numFonts")
    except (OSError, TTLibError, AssertionError) as error:
        raise _unusable(path) from error
    if face and not collection:  # fontTools does not look at it then
        raise _unusable(path)
    return FontFile(path, face, characters)


def _unusable(path: Path) -> PlateError:
    return PlateError(
        Text("不是可用的字体文件", "this is no usable font file"), where=str(path)
    )


def print_missing() -> BackendMissing:
    """The error for a call that needs the extra `print`."""
    return BackendMissing(
        Text("缺少打印组件", "the packages for printing are not installed"),
        remedy=Text(
            "pip install 'doorplate-cn[print]'", "Run pip install 'doorplate-cn[print]'"
        ),
    )
