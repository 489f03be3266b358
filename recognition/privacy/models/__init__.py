"""What this room stores."""

from recognition.privacy.models.erasures import Erasure
from recognition.privacy.models.retention import (
    DisposalLine,
    DisposalSetting,
    Hold,
    Release,
    RetentionPeriod,
)

__all__ = ["DisposalLine", "DisposalSetting", "Erasure", "Hold", "Release", "RetentionPeriod"]
