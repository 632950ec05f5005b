"""The duties of whoever works in a grid, in three classes (S2.63): the same in every district."""

from dataclasses import dataclass
from enum import StrEnum


class DutyClass(StrEnum):
    """发现报告风险隐患, 协助基层基础工作, 参与应急响应."""

    HAZARDS = "hazards"
    GROUNDWORK = "groundwork"
    EMERGENCY = "emergency"


@dataclass(frozen=True)
class Duty:
    key: DutyClass
    name_zh: str
    name_en: str


CATALOGUE = (
    Duty(DutyClass.HAZARDS, "发现报告风险隐患", "find and report risks and hazards"),
    Duty(DutyClass.GROUNDWORK, "协助基层基础工作", "assist the groundwork of the community"),
    Duty(DutyClass.EMERGENCY, "参与应急响应", "take part in the response to emergencies"),
)
