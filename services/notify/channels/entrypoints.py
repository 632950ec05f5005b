"""What channels keep of others: the people on duty, for their duty phones."""

from services.chassis.bus import mirror


class ChannelEntrypoints:
    staff = mirror("staff", source="grids", event="StaffChanged", feed="feed_staff")
