region          = "eu-west-1"
project         = "webshop"
certificate_arn = "arn:aws:acm:eu-west-1:111122223333:certificate/7f3c1a52-9d0e-4b6f-8a15-2c4e6f80a1b3"
