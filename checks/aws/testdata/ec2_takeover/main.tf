# The three links of a takeover in the spellings in which they come: fleets, modules, elastic addresses, the default VPC, policies in
# documents and inline, groups with rules elsewhere.

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "public" {
  for_each = toset(["a", "b"])

  vpc_id                  = aws_vpc.main.id
  cidr_block              = each.key == "a" ? "10.0.1.0/24" : "10.0.2.0/24"
  map_public_ip_on_launch = true
}

resource "aws_subnet" "private" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.3.0/24"
}

resource "aws_security_group" "open" {
  name   = "open"
  vpc_id = aws_vpc.main.id

  dynamic "ingress" {
    for_each = [22, 443]

    content {
      protocol    = "tcp"
      from_port   = ingress.value
      to_port     = ingress.value
      cidr_blocks = ["0.0.0.0/0"]
    }
  }
}

resource "aws_security_group" "office" {
  name   = "office"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["203.0.113.0/24"]
  }
}

resource "aws_iam_role" "admin" {
  name               = "admin"
  assume_role_policy = "{}"

  inline_policy {
    name   = "everything"
    policy = jsonencode({ Version = "2012-10-17", Statement = { Effect = "Allow", Action = "*", Resource = "*" } })
  }
}

resource "aws_iam_instance_profile" "admin" {
  name = "admin"
  role = aws_iam_role.admin.name
}

resource "aws_iam_role" "reader" {
  name               = "reader"
  assume_role_policy = "{}"
}

resource "aws_iam_role_policy_attachment" "reader" {
  role       = aws_iam_role.reader.name
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}

resource "aws_iam_instance_profile" "reader" {
  name = "reader"
  role = aws_iam_role.reader.name
}

module "fleet" {
  source = "./fleet"

  profile_name = aws_iam_instance_profile.admin.name
  group_ids    = [aws_security_group.open.id]
  subnet_ids   = [for s in aws_subnet.public : s.id]
}

resource "aws_instance" "by_subnet" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.public["a"].id
  vpc_security_group_ids = [aws_security_group.open.id]
  iam_instance_profile   = aws_iam_instance_profile.admin.name # want aws-ec2-account-takeover "port 22 through aws_security_group.open"
}

resource "aws_instance" "by_address" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.private.id
  vpc_security_group_ids = [aws_security_group.open.id]
  iam_instance_profile   = "admin" # want aws-ec2-account-takeover "aws_iam_role.admin has every action"
}

resource "aws_eip" "by_address" {
  domain = "vpc"
}

resource "aws_eip_association" "by_address" {
  allocation_id = aws_eip.by_address.id
  instance_id   = aws_instance.by_address.id
}

resource "aws_spot_instance_request" "default_vpc" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.micro"
  vpc_security_group_ids = [aws_security_group.open.id]
  iam_instance_profile   = aws_iam_instance_profile.admin.id # want aws-ec2-account-takeover "port 22"
}

resource "aws_instance" "office_only" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.public["b"].id
  vpc_security_group_ids = [aws_security_group.office.id]
  iam_instance_profile   = aws_iam_instance_profile.admin.name # want aws-ec2-admin-role "every action"
}

resource "aws_instance" "private" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.private.id
  vpc_security_group_ids = [aws_security_group.open.id]
  iam_instance_profile   = aws_iam_instance_profile.admin.name # want aws-ec2-admin-role "every action"
}

resource "aws_instance" "reader" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.public["b"].id
  vpc_security_group_ids = [aws_security_group.open.id]
  iam_instance_profile   = aws_iam_instance_profile.reader.name
}

# The template asks for tokens, the instance overrides it.
resource "aws_launch_template" "hardened" {
  name = "hardened"

  metadata_options {
    http_tokens = "required"
  }
}

resource "aws_instance" "hardened" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.public["a"].id
  vpc_security_group_ids = [aws_security_group.open.id]
  iam_instance_profile   = aws_iam_instance_profile.admin.name # want aws-ec2-admin-role "every action"

  launch_template {
    name = "hardened"
  }
}

resource "aws_instance" "softened" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.public["a"].id
  vpc_security_group_ids = [aws_security_group.open.id]
  iam_instance_profile   = aws_iam_instance_profile.admin.name # want aws-ec2-account-takeover "http_tokens is .optional."

  launch_template {
    id = aws_launch_template.hardened.id
  }

  metadata_options {
    http_tokens = "optional"
  }
}
