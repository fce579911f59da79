import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { keepChild } from "@/scripts/child-process";
import { freePort } from "@/scripts/database";

/** nginx before the portal, as docs/operate.md recommends it, without TLS; null where it is not installed. */
export async function startProxy(folder: string, behind: string): Promise<string | null> {
  const program = ["nginx", "/usr/sbin/nginx"].find((each) => spawnSync(each, ["-v"]).status === 0);
  if (!program) return null;
  const home = join(folder, "nginx");
  mkdirSync(home);
  const port = await freePort();
  writeFileSync(
    join(home, "nginx.conf"),
    `${process.getuid?.() === 0 ? "user root;\n" : ""}worker_processes auto;
pid ${home}/nginx.pid;
error_log stderr warn;
daemon off;
events { worker_connections 1024; }
http {
  access_log off;
  client_body_temp_path ${home}/body;
  proxy_temp_path ${home}/proxy;
  fastcgi_temp_path ${home}/fastcgi;
  uwsgi_temp_path ${home}/uwsgi;
  scgi_temp_path ${home}/scgi;
  keepalive_requests 1000000;
  proxy_cache_path ${home}/kept keys_zone=lamppost:10m max_size=1g inactive=1m use_temp_path=off;
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass ${behind};
      proxy_set_header Host $host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto https;
      proxy_cache lamppost;
      proxy_cache_key "$request_method$request_uri $cookie_theme $http_accept_encoding";
      proxy_cache_lock on;
      proxy_ignore_headers Vary;
    }
  }
}
`,
  );
  keepChild({ name: "nginx", command: program, args: ["-e", "stderr", "-c", join(home, "nginx.conf")], onLine: (line) => console.log(`  nginx: ${line}`) });
  return `http://127.0.0.1:${port}`;
}
