"""A mail server of a few lines: takes mail, or refuses the recipient as told."""

import socketserver
import threading
from contextlib import contextmanager
from email import message_from_bytes, policy


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self._say("220 here")
        while line := self.rfile.readline().decode().strip():
            word = line.split(":")[0].split()[0].upper()
            if word == "RCPT" and self.server.refuses:
                self._say(self.server.refuses)
            elif word == "DATA":
                self._say("354 go on")
                self.server.received.append(message_from_bytes(self._body(), policy=policy.default))
                self._say("250 taken")
            else:
                self._say("221 bye" if word == "QUIT" else "250 yes")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def _body(self) -> bytes:
        lines = iter(self.rfile.readline, b".\r\n")
        return b"".join(line[1:] if line.startswith(b"..") else line for line in lines)


@contextmanager
def mail_server(settings):
    """The house's mail goes to this server (``received``, ``refuses``) while this holds."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Handler) as server:
        server.received, server.refuses = [], ""
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
