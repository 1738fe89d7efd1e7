"""The frozen base of public models."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """An immutable, comparable, hashable model that refuses unknown fields.

    For values at the door of a stage: policies, verdicts, events, reports. Inside loops use
    slots and tuples: building one of these costs several times as much.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        frozen=True, extra="forbid", allow_inf_nan=False, ser_json_bytes="base64"
    )
