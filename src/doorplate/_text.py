"""Words in two languages, and which of them a reader wants."""

import os
from typing import Literal, NamedTuple, get_args

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)


class Text(NamedTuple):
    """One message in Chinese and in English.

    >>> Text("门牌", "door plate").say("en")
    'door plate'
    """

    zh: str
    en: str

    def say(self, lang: Lang) -> str:
        """The wording in `lang`."""
        return self.zh if lang == "zh" else self.en

    def fill(self, **values: object) -> "Text":
        """Both wordings with their `{fields}` filled from `values`."""
        return Text(self.zh.format(**values), self.en.format(**values))


def default_lang() -> Lang:
    """The language of the environment: `zh` where its locale is Chinese, else `en`.

    Reads `LC_ALL`, `LC_MESSAGES` and `LANG` in the order POSIX gives them (XBD 8.2).
    """
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"
