"""The ways out of this house, and the one that its settings choose."""

from services.chassis.settings import Settings
from services.notify.channels.log_channel import LogChannel
from services.notify.channels.smtp.channel import SmtpChannel
from services.notify.channels.use_cases.send_letter import Outbound


class WaysOut:
    def used(self, settings: Settings) -> Outbound:
        return Outbound.of({"log": LogChannel(), "smtp": SmtpChannel(settings.smtp)}, settings.channel)
