"""The same with Caddy, as docs/operation.md has it."""

import os
import pathlib
import re
import socket
import subprocess

from bed import PATIENCE, SOURCE, Gateway, replace_all

# What Caddy does by itself and a test can't have: certificates, a door for its administration, files in a home folder.
AROUND = """
{{
	auto_https off
	admin off
	storage file_system {folder}/caddy
}}
"""


class CaddyGateway(Gateway):
    def _configure(self):
        page = (SOURCE / 'docs' / 'operation.md').read_text(encoding='utf-8')
        example = re.search(r'(?s)\*\*Caddy\*\*.*?```\n(api\.example\.com \{.*?)```', page)[1]
        site = replace_all(example, {
            'api.example.com {': f'http://api.example.com {{\n\tbind unix/{self.address}',
            'unix//run/tessera/authorize.socket': f'unix/{self.authorize_socket}',
            '127.0.0.1:8000': f'unix/{self.folder}/api'}, 'docs/operation.md')
        pathlib.Path(self.folder, 'Caddyfile').write_text(AROUND.format(folder=self.folder) + site, encoding='utf-8')

    def _start(self):
        with open(f'{self.folder}/error.log', 'wb') as log:
            return subprocess.Popen(['caddy', 'run', '--config', f'{self.folder}/Caddyfile', '--adapter', 'caddyfile'],
                                    stdin=subprocess.DEVNULL, stderr=log, env={**os.environ, 'HOME': self.folder})

    def connect(self, door='gateway'):
        plain = socket.socket(socket.AF_UNIX)
        plain.settimeout(PATIENCE)
        plain.connect(f'{self.folder}/{door}')
        return plain
