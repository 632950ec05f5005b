"""Work that costs the processor, done in a child process without green threads (D17).

The house's side of it is `services.chassis.bus.bulk`; docs/decisions/bulk.md says why it is cut so.
"""
