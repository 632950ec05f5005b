"""One private RabbitMQ node: own name, ports, epmd, cookie and data, all in one folder."""

import os
import secrets
import signal
import socket
import subprocess
from contextlib import suppress
from pathlib import Path

import kombu

from tests.processes import NotOursToStop, ServerMissing, end, free_port, programme, wait_until

START_WITHIN = 90.0
AGREED_QUEUES = Path(__file__).parent / "architecture" / "queue_names.txt"
DEAD_LETTERS = "linli.dead-letters"
PLACES = ("/usr/lib/rabbitmq/bin", "/usr/lib/rabbitmq/lib/*/sbin")


def _answers(port: int) -> bool:
    """True once a header of a wrong version is answered, which is after the node has booted."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1.0) as line:
        line.sendall(b"AMQP\x01\x01\x00\x0a")
        return line.recv(4) == b"AMQP"
    return False


class RabbitMq:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self._environment = self._furnish(node=f"linli-{secrets.token_hex(4)}@localhost")
        self._node: subprocess.Popen[bytes] | None = None
        self._epmd: subprocess.Popen[bytes] | None = None

    @property
    def uri(self) -> str:
        return f"amqp://guest:guest@127.0.0.1:{self.port}//"

    @property
    def pid(self) -> int:
        assert self._node is not None
        return self._node.pid

    def start(self) -> None:
        if self._epmd is None:
            self._epmd = self._spawn(programme("epmd", "/usr/lib/erlang/bin"))
        self._node = self._spawn(programme("rabbitmq-server", *PLACES), "-noinput")
        wait_until(self._is_up, "RabbitMQ answers", START_WITHIN, self.folder / "output")

    def stop(self) -> None:
        end(self._node, signal.SIGTERM)

    def kill(self) -> None:
        end(self._node, signal.SIGKILL)

    def close(self) -> None:
        self.stop()
        end(self._epmd, signal.SIGTERM)

    def control(self, *words: str) -> str:
        """Run rabbitmqctl against this node; gives what it printed."""
        command = [programme("rabbitmqctl", *PLACES), "-q", *words]
        ran = subprocess.run(
            command,
            env=self._environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        return ran.stdout

    def logged(self, words: str) -> int:
        """How often the node has written these words."""
        logs = self.folder.joinpath("log").glob("*.log")
        return sum(log.read_text(errors="replace").count(words) for log in logs)

    def fresh_vhost(self) -> str:
        """The URI of a new, empty virtual host."""
        name = f"v{secrets.token_hex(4)}"
        self.control(
            "eval",
            f'rabbit_vhost:add(<<"{name}">>, <<"tests">>), rabbit_auth_backend_internal:set_permissions('
            f'<<"guest">>, <<"{name}">>, <<".*">>, <<".*">>, <<".*">>, <<"tests">>).',
        )
        return f"amqp://guest:guest@127.0.0.1:{self.port}/{name}"

    def _is_up(self) -> bool:
        if self._node is None or self._node.poll() is not None:
            raise ServerMissing(f"RabbitMQ ended at start\n{(self.folder / 'output').read_text()[-2000:]}")
        return _answers(self.port)

    def _spawn(self, *command: str) -> subprocess.Popen[bytes]:
        with (self.folder / "output").open("ab") as output:
            return subprocess.Popen(
                command,
                env=self._environment,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def _furnish(self, node: str) -> dict[str, str]:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "enabled_plugins").write_text("[].\n")
        (self.folder / "env.conf").write_text("")
        (self.folder / "rabbitmq.conf").write_text(
            f"listeners.tcp.local = 127.0.0.1:{self.port}\n"
            "disk_free_limit.absolute = 50MB\n"
            "log.console = false\n"
        )
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("RABBITMQ_", "LINLI_"))
        }
        return kept | {
            "HOME": f"{self.folder}",
            "LC_ALL": "C.UTF-8",
            "RABBITMQ_NODENAME": node,
            "RABBITMQ_MNESIA_BASE": f"{self.folder}/mnesia",
            "RABBITMQ_LOG_BASE": f"{self.folder}/log",
            "RABBITMQ_CONF_ENV_FILE": f"{self.folder}/env.conf",
            "RABBITMQ_CONFIG_FILE": f"{self.folder}/rabbitmq.conf",
            "RABBITMQ_ENABLED_PLUGINS_FILE": f"{self.folder}/enabled_plugins",
            "RABBITMQ_DIST_PORT": str(free_port()),
            "RABBITMQ_ALLOW_INPUT": "1",  # the start script becomes the node instead of watching it
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
            "ERL_EPMD_PORT": str(free_port()),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
        }


class GivenRabbitMq(RabbitMq):
    """A broker that somebody else runs; houses there take turns on one virtual host."""

    def __init__(self, uri: str) -> None:
        self._uri = uri

    @property
    def uri(self) -> str:
        return self._uri

    @property
    def _place(self) -> str:
        """Without the password."""
        return self._uri.rpartition("@")[2]

    @property
    def pid(self) -> int:
        raise NotOursToStop(self._place)

    def fresh_vhost(self) -> str:
        """The same place, emptied of what the house before left in its queues."""
        with kombu.Connection(self._uri) as connection, connection.channel() as channel:
            for queue in (*AGREED_QUEUES.read_text().split(), DEAD_LETTERS):
                channel.queue_delete(queue)
        return self._uri

    def start(self) -> None:
        raise NotOursToStop(self._place)

    stop = kill = start

    def control(self, *words: str) -> str:
        raise NotOursToStop(f"{self._place}: rabbitmqctl {' '.join(words)}")

    def close(self) -> None:
        """It stays as it was."""
