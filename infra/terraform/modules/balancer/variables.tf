variable "name" {
  description = "What everything is called."
  type        = string
}

variable "domain" {
  description = "The name under which it is reached."
  type        = string
}

variable "hosted_zone_id" {
  description = "The zone that holds the name."
  type        = string
}

variable "vpc_id" {
  description = "The network."
  type        = string
}

variable "subnet_ids" {
  description = "Where it stands."
  type        = list(string)
}

variable "security_group_id" {
  description = "Who may speak to it."
  type        = string
}

variable "routes" {
  description = "What each service is asked for: a path, or null for everything else, as one of them is."
  type = map(object({
    path = string
  }))
}

variable "log_bucket" {
  description = "Where it is written down who asked for what."
  type        = string
}

variable "log_group_arn" {
  description = "Where it is written down who was kept out."
  type        = string
}
