"""The mirror of the people on duty: class public, name and duty phone."""

from sqlalchemy import MetaData

from services.chassis.storage.mirror_tables import staff_mirror

metadata = MetaData()

staff = staff_mirror(metadata)
