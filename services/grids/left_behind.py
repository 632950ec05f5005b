"""What lies in areas that end and that nobody succeeds."""

from datetime import date

from services.chassis.domain import Event
from services.grids.candidates.passing_on import WithCandidates
from services.grids.organisations.passing_on import SqlOrganisationsThere


class LeftBehind:
    def __init__(self, places: WithCandidates, organisations: SqlOrganisationsThere) -> None:
        self.places, self.organisations = places, organisations

    def leave(self, area_id: str, parent_id: str | None, on: date) -> list[Event]:
        """To what it stood under; nothing is above one at the top, so its candidates are taken out."""
        if parent_id is None:
            return [*self.places.candidates.take_out([area_id])]
        told = self.places.pass_on([area_id], parent_id, on)
        return [*told, *self.organisations.pass_on([area_id], parent_id, on)]
