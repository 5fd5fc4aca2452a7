#!/bin/bash
cat > /etc/key.pem <<KEY
-----BEGIN PRIVATE KEY-----
bm90IGEga2V5IGJ1dCB0aGUgc2hhcGUgb2Ygb25l
-----END PRIVATE KEY-----
KEY
