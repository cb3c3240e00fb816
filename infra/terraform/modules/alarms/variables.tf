variable "name" {
  description = "What everything is called."
  type        = string
}

variable "email" {
  description = "Who is told."
  type        = string
}

variable "key_arn" {
  description = "The key that alarms on their way are encrypted with."
  type        = string
}

variable "log_group_name" {
  description = "Where the product logs."
  type        = string
}

variable "cluster_name" {
  description = "Where it runs."
  type        = string
}

variable "services" {
  description = "The services, by what `--only` calls them: their name, whether the balancer calls them, and their target group's name in CloudWatch."
  type        = map(object({ name = string, is_called = bool, target_group = string }))
}

variable "queue_names" {
  description = "The bell and its dead letters."
  type        = object({ bell = string, dead = string })
}

variable "database" {
  description = "The database: its name, its disk in GiB, and how many connections it takes."
  type        = object({ identifier = string, storage = number, connections = number })
}

variable "cache_nodes" {
  description = "The names of the cache's nodes."
  type        = list(string)
}

variable "balancer" {
  description = "The balancer's name in CloudWatch."
  type        = string
}
