// What the templates share: the types of their parameters.

@export()
@description('Where the durable orchestrations keep their state. durableTaskScheduler pushes work to the app; azureStorage is polled.')
type durableBackend = 'durableTaskScheduler' | 'azureStorage'

@export()
@description('How long an idle queue of the azureStorage back end rests between two looks. A caller waits for it, so a second is the most.')
type pollingInterval = '00:00:00.250' | '00:00:00.500' | '00:00:01'

@export()
@description('What one instance has: 512 MB (a quarter of a core), 2048 MB (one core) or 4096 MB (two).')
type instanceMemory = 512 | 2048 | 4096

@export()
@description('Instances that are always warm. On Flex Consumption webhooks and orchestrations run on different instances.')
type alwaysReady = {
  @description('For webhooks, prompts and the API. A cold start may use up the 15 s in which a call must be answered. Two keep calls coming in through a rolling update.')
  @minValue(0)
  @maxValue(1000)
  http: int

  @description('For orchestrations and their activities: the calls themselves.')
  @minValue(0)
  @maxValue(1000)
  durable: int
}

@export()
@description('When blobs are deleted that nobody has written for so long.')
type expiry = {
  @description('Name of the rule.')
  name: string

  @description('Days since the blob was written last.')
  @minValue(1)
  days: int

  @description('Container, and how the names in it begin: container/prefix. Ten at most.')
  @minLength(1)
  @maxLength(10)
  prefixes: string[]
}

@export()
@description('How the resource group is watched for cost.')
type budget = {
  @description('Per month, in the currency of the subscription.')
  @minValue(1)
  amount: int

  @description('First day of the first month, such as 2026-12-01. It cannot be changed later.')
  @minLength(10)
  @maxLength(10)
  startDate: string

  @description('Who is told at 80 % and at the forecast of 100 %.')
  @minLength(1)
  emails: string[]
}

@export()
@description('The network of an isolated app, and where its private endpoints go.')
type appNetwork = {
  @description('Id of the subnet that the app goes out through.')
  appSubnetId: string

  @description('Id of the subnet of the private endpoints.')
  endpointSubnetId: string

  @description('Id of the virtual network, to which the private DNS zones are linked.')
  virtualNetworkId: string
}
