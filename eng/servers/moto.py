"""moto's server, in which a conditional PUT is atomic.

moto looks whether the object exists and then writes it, and two requests at once can both find nothing. S3 lets one of
them win, so here conditional writes come one after the other. Takes the arguments of moto_server.
"""
import io
import sys
import threading

from moto import server

TURN = threading.Lock()


class OneAfterTheOther(server.DomainDispatcherApplication):
    def __call__(self, environ, start_response):
        if "HTTP_IF_NONE_MATCH" not in environ or environ["REQUEST_METHOD"] == "GET":
            return super().__call__(environ, start_response)
        # A slow sender must not hold up the others: its body is read before its turn.
        if length := int(environ.get("CONTENT_LENGTH") or 0):
            environ["wsgi.input"] = io.BytesIO(environ["wsgi.input"].read(length))
        with TURN:
            return super().__call__(environ, start_response)


server.DomainDispatcherApplication = OneAfterTheOther
server.main(sys.argv[1:])
