"""Cosines on one scale, whatever the encoder: how far a text stands out from sentences that have nothing to do with the question.

One encoder gives unrelated texts 0.0 and a right answer 0.5, another 0.75 and 0.85. The mean and the deviation of a question's
cosines with a few sentences of everyday matters tell them apart (a z-score against a fixed cohort, as speaker verification
does: Auckenthaler, Carey and Lloyd-Thomas 2000, "Score normalization").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

COHORT = (
    "小猫趴在窗台上晒太阳，尾巴轻轻摇动。", "这道菜要先把土豆切成薄片，再用清水洗两遍。", "昨夜的一场大雨把院子里的花都打落了。",
    "球队在下半场连进三球，反败为胜。", "他把旧自行车擦得发亮，骑着去上班。", "这部电影的结局让许多观众流下眼泪。",
    "医生提醒，感冒时要多喝水、多休息。", "列车晚点了二十分钟，站台上站满了人。", "新手机的屏幕更大，电池也更耐用。",
    "她从小学习钢琴，每天练习两个小时。", "地震发生后，救援人员连夜赶到现场。", "股市今天低开高走，成交量明显放大。",
    "科学家在深海发现了一种会发光的鱼。", "古城墙始建于明代，至今保存完好。", "孩子们在操场上放风筝，笑声传得很远。",
    "这家餐馆的招牌菜是红烧排骨和清蒸鱼。", "法院认为，合同双方应当按照约定履行义务。", "画家用淡墨勾出远山，留下大片空白。",
    "气象台发布大风预警，渔船回港避风。", "程序运行时报错，原因是内存不足。", "沙漠里的骆驼可以很多天不喝水。",
    "总统在演讲中谈到两国的贸易关系。", "考试结束的铃声响了，教室里一片安静。", "酒店房间干净整洁，离海边只有几步路。",
    "望远镜拍到了遥远星系的清晰图像。", "老人每天清晨在公园里打太极拳。", "这本小说讲述了一个家族三代人的故事。",
    "工厂引进了新的生产线，产品远销海外。", "蜜蜂在花丛中采蜜，翅膀嗡嗡作响。", "飞机降落时遇到气流，机身微微颠簸。",
    "大学图书馆延长了开放时间，方便学生复习。", "牛奶要放在冰箱里冷藏，开封后尽快喝完。",
)  # fmt: skip
TOP = 10.0  # deviations that count as 1
LEAST = 0.02  # the least deviation: fewer would make a fake encoder's noise into evidence


@dataclass(frozen=True, slots=True)
class Scale:
    """The mean and deviation of a question's cosines with the cohort."""

    mean: float
    deviation: float

    def of(self, cosine: float) -> float:
        """A cosine as deviations from the cohort over `TOP`, at most 1; higher is nearer, around 0 for what is unrelated."""
        return min(1.0, (cosine - self.mean) / self.deviation / TOP)

    def all(self, cosines: NDArray[np.float32]) -> NDArray[np.float64]:
        """`of` each cosine (n,)."""
        import numpy as np

        scaled: NDArray[np.float64] = np.minimum(1.0, (cosines.astype(np.float64) - self.mean) / self.deviation / TOP)
        return scaled


def scale(query: NDArray[np.float32], cohort: NDArray[np.float32]) -> Scale:
    """The scale of a question, from its vector (d,) and the cohort's unit rows (n, d)."""
    cosines = cohort @ query
    return Scale(float(cosines.mean()), max(LEAST, float(cosines.std())))
