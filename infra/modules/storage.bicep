// The storage accounts of the app, and with isolation their private endpoints. Their names follow from the parameters
// alone, so what-if can say beforehand what would become of them.
import { appNetwork } from '../types.bicep'

@description('Region.')
param location string

@description('Tags of the resources.')
param tags object

@description('How the names of all resources begin, after their kind.')
param namePrefix string

@description('What makes names unique to their resource group.')
param unique string

@description('Whether copies stand in three zones.')
param zoneRedundant bool

@description('Whether they can be reached from the network of the app only.')
param isolated bool

@description('With isolation: the network of the app.')
param network appNetwork?

@description('Whether the state of calls is kept in storage, in an account of its own.')
param withTaskHub bool

@description('Days after which the store of media itself deletes what the app has left.')
@minValue(3)
param mediaRetentionDays int

@description('Whether what holds calls and recordings is protected from being deleted.')
param locked bool

@description('Name of an account: 3 to 24 lower-case letters and digits.')
func storageName(prefix string, use string, suffix string) string => toLower('st${prefix}${use}${suffix}')

// Two apps that share a container would deploy over each other.
var packageContainer = 'package-${take(unique, 8)}'
var mediaContainer = 'ivr-media'

module host 'storage-account.bicep' = {
  params: {
    name: storageName(namePrefix, 'h', unique)
    location: location
    tags: tags
    zoneRedundant: zoneRedundant
    isolated: isolated
    containers: [packageContainer]
    queues: []
    expiries: []
    deletedBlobDays: 7
    locked: false
  }
}

module media 'storage-account.bicep' = {
  params: {
    name: storageName(namePrefix, 'm', unique)
    location: location
    tags: tags
    zoneRedundant: zoneRedundant
    isolated: isolated
    containers: [mediaContainer]
    queues: [
      'ivr-outbound-calls'
      'ivr-outbound-calls-poison'
      'ivr-outbound-waiting'
      'ivr-call-records'
      'ivr-dead-letters'
    ]
    // The app deletes what has expired every night; this is for the case that it does not run any more. Recordings and
    // rendered speech have hexadecimal names. What else lies there (name-key, messages/) has no age.
    expiries: [
      {
        name: 'call-records'
        days: 31
        prefixes: ['${mediaContainer}/call-records/']
      }
      {
        name: 'recordings-and-speech-0-to-9'
        days: mediaRetentionDays
        prefixes: map(range(0, 10), digit => '${mediaContainer}/${digit}')
      }
      {
        name: 'recordings-and-speech-a-to-f'
        days: mediaRetentionDays
        prefixes: map(['a', 'b', 'c', 'd', 'e', 'f'], digit => '${mediaContainer}/${digit}')
      }
    ]
    // What has been deleted is gone: a caller's recording is not kept any longer than was said.
    deletedBlobDays: 0
    locked: locked
  }
}

module taskHub 'storage-account.bicep' = if (withTaskHub) {
  params: {
    name: storageName(namePrefix, 't', unique)
    location: location
    tags: tags
    zoneRedundant: zoneRedundant
    isolated: isolated
    containers: []
    queues: []
    expiries: []
    deletedBlobDays: 0
    locked: locked
  }
}

module endpoints 'storage-endpoints.bicep' = if (isolated) {
  params: {
    location: location
    tags: tags
    network: network! // with isolation there is one
    endpoints: concat(
      [
        { accountId: host.outputs.id, accountName: host.outputs.name, service: 'blob' }
        { accountId: host.outputs.id, accountName: host.outputs.name, service: 'table' }
        { accountId: media.outputs.id, accountName: media.outputs.name, service: 'blob' }
        { accountId: media.outputs.id, accountName: media.outputs.name, service: 'queue' }
      ],
      withTaskHub
        ? [
            { accountId: taskHub!.outputs.id, accountName: taskHub!.outputs.name, service: 'blob' }
            { accountId: taskHub!.outputs.id, accountName: taskHub!.outputs.name, service: 'queue' }
            { accountId: taskHub!.outputs.id, accountName: taskHub!.outputs.name, service: 'table' }
          ]
        : []
    )
  }
}

@description('Name of the account of the host.')
output hostAccountName string = host.outputs.name

@description('Address of the blob service of the host.')
output hostBlobEndpoint string = host.outputs.blobEndpoint

@description('Address of the table service of the host.')
output hostTableEndpoint string = host.outputs.tableEndpoint

@description('Address of the container that the deployed package lies in.')
output packageContainerUrl string = '${host.outputs.blobEndpoint}${packageContainer}'

@description('Name of the account of media and queues.')
output mediaAccountName string = media.outputs.name

@description('Address of the blob service of the media store.')
output mediaBlobEndpoint string = media.outputs.blobEndpoint

@description('Address of the service of the queues.')
output queueEndpoint string = media.outputs.queueEndpoint

@description('Name of the account of the task hub; empty without one.')
output taskHubAccountName string = withTaskHub ? taskHub!.outputs.name : ''

@description('Address of the blob service of the task hub; empty without one.')
output taskHubBlobEndpoint string = withTaskHub ? taskHub!.outputs.blobEndpoint : ''

@description('Address of the queue service of the task hub; empty without one.')
output taskHubQueueEndpoint string = withTaskHub ? taskHub!.outputs.queueEndpoint : ''

@description('Address of the table service of the task hub; empty without one.')
output taskHubTableEndpoint string = withTaskHub ? taskHub!.outputs.tableEndpoint : ''
