"""The ways out of this house, and the one that its settings choose: none for a practice district."""

from services.chassis.caller import Caller
from services.chassis.settings import Settings
from services.notify.channels.log_channel import LogChannel
from services.notify.channels.practice_channel import PracticeChannel
from services.notify.channels.smtp.channel import SmtpChannel
from services.notify.channels.use_cases.send_letter import Outbound


class WaysOut:
    def used(self, settings: Settings, caller: Caller) -> Outbound:
        """By the caller's district, whose messages are due."""
        if caller.is_in_practice:
            return Outbound(PracticeChannel())
        return Outbound.of({"log": LogChannel(), "smtp": SmtpChannel(settings.smtp)}, settings.channel)
