"""`python -m services.chassis.bulk MODULE HOUSE`: started by a service, which speaks on standard input."""

import os
import socket
import sys
from contextlib import suppress
from importlib import import_module

from services.chassis.bulk.child import be_modest, serve
from services.chassis.bulk.pipe import Gone, Pipe

be_modest(int(sys.argv[2]))
wire = socket.socket(fileno=os.dup(0))
wire.setblocking(True)  # it was made among green threads
with suppress(Gone):  # the house is gone: whoever holds the job next goes on
    serve(import_module(sys.argv[1]).BULK, Pipe(wire))
