"""Where botocore sends an upload, for each case on standard input: host, path, and the scope of the signature."""
import json
import os
import re
import sys

import botocore.config
import botocore.loaders
import botocore.session
from botocore.awsrequest import AWSResponse

SESSION = b"""<CreateSessionResult><Credentials><AccessKeyId>AKIAX</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
<SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></CreateSessionResult>"""


class Raw:
    def __init__(self, body):
        self.body = body

    def stream(self, **_):
        yield self.body


def place(case, loader):
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ.update(case["environment"])
    os.environ.update(AWS_ACCESS_KEY_ID="AKIAX", AWS_SECRET_ACCESS_KEY="s", AWS_EC2_METADATA_DISABLED="true")
    os.environ["AWS_S3_US_EAST_1_REGIONAL_ENDPOINT"] = "regional"
    seen = []

    def answer(request, **_):
        seen.append(request)
        body = SESSION if "?session" in request.url else b""
        return AWSResponse(request.url, 200, {}, Raw(body))

    try:
        session = botocore.session.Session()
        session.register_component("data_loader", loader)
        client = session.create_client("s3", region_name=case["region"])
        client.meta.events.register("before-send.s3", answer)
        client.put_object(Bucket=case["bucket"], Key="key", Body=b"x")
    except Exception as error:
        return {"refused": f"{type(error).__name__}: {error}"}
    url, authorization = seen[-1].url, seen[-1].headers["Authorization"]
    authorization = authorization.decode() if isinstance(authorization, bytes) else authorization
    region, service = re.search(r"Credential=[^/]+/\d+/([^/]+)/([^/]+)/", authorization).groups()
    return {"url": url, "region": region, "service": service}


shared = botocore.loaders.create_loader()
print(json.dumps([place(case, shared) for case in json.load(sys.stdin)]))
