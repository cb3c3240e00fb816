variable "name" {
  description = "What everything is called."
  type        = string
}

variable "zones" {
  description = "Availability zones."
  type        = list(string)
}

variable "cidr" {
  description = "The addresses: a /16, of which each zone takes three /20."
  type        = string
  default     = "10.20.0.0/16"
}

variable "gateway_in_each_zone" {
  description = "Whether each zone has its own way out."
  type        = bool
}

variable "log_group_arn" {
  description = "Where connections that were refused are written down."
  type        = string
}
