/*
 * The alerts that ask a query, a row each. The questions are the files of ../queries; they are asked of the Application
 * Insights component, so the tables are customEvents, customMetrics and so on. A question of an alert begins with a table
 * and knows neither union nor search: alert rules refuse both. Where a share says nothing of a few calls, the query gives
 * no row for too few of them; the thresholds are here.
 */
import { alertThresholds } from 'alert-thresholds.bicep'

@description('Region of the Application Insights component: rules live where their data are.')
param location string

@description('Tags of every resource here.')
param tags object

@description('Beginning of every name, such as ivr-prod.')
@minLength(1)
param namePrefix string

@description('Resource id of the Application Insights component.')
param applicationInsightsId string

@description('Action groups that are told.')
param actionGroupIds string[]

@description('Where it is said what to do.')
param runbook string

@description('When alerts are raised.')
param thresholds alertThresholds

/*
 * severity: 0 no caller is served, 1 callers are lost, 2 callers suffer or will, 3 to be looked at by day.
 * every: how often it is asked, and windowSize over how long. Rules that are asked every 5 minutes cost more than the
 * others: they are those whose every minute loses callers.
 */
var alwaysOn = [
  {
    name: 'calls-failing'
    displayName: 'Calls fail'
    description: 'Three calls or more, and too large a share of all, ended because something failed.'
    severity: 1
    every: 'PT5M'
    windowSize: 'PT15M'
    query: loadTextContent('../queries/calls-failing.kql')
    measure: 'failedPercent'
    aggregation: 'Maximum'
    operator: 'GreaterThan'
    threshold: thresholds.?failedPercent ?? 5
  }
  {
    name: 'nothing-answered'
    displayName: 'No call is answered'
    description: 'Calls come in, and not one of them was answered.'
    severity: 0
    every: 'PT5M'
    windowSize: 'PT15M'
    query: loadTextContent('../queries/nothing-answered.kql')
    measure: 'unanswered'
    aggregation: 'Maximum'
    operator: 'GreaterThan'
    threshold: thresholds.?unansweredCalls ?? 2
  }
  {
    name: 'answers-late'
    displayName: 'Calls are answered late'
    description: 'Incoming calls waited more than 8 of the 15 seconds that Graph allows.'
    severity: 2
    every: 'PT5M'
    windowSize: 'PT15M'
    query: loadTextContent('../queries/answers-late.kql')
    measure: null // counts rows: one is one call
    aggregation: 'Count'
    operator: 'GreaterThan'
    threshold: thresholds.?lateAnswers ?? 2
  }
  {
    name: 'turns-slow'
    displayName: 'Callers wait for the app'
    description: 'The 95th percentile of turns is too slow: callers hear silence after a key.'
    severity: 2
    every: 'PT15M'
    windowSize: 'PT30M'
    query: loadTextContent('../queries/turns-slow.kql')
    measure: 'p95'
    aggregation: 'Maximum'
    operator: 'GreaterThan'
    threshold: thresholds.?turnMs ?? 2000
  }
  {
    name: 'calls-pending'
    displayName: 'Calls wait to be begun'
    description: 'In every minute of ten there were calls that the durable store had not begun.'
    severity: 1
    every: 'PT5M'
    windowSize: 'PT10M'
    query: loadTextContent('../queries/calls-pending.kql')
    measure: 'pending'
    aggregation: 'Minimum'
    operator: 'GreaterThan'
    threshold: thresholds.?pendingCalls ?? 0
  }
  {
    name: 'calls-never-ended'
    displayName: 'Calls never ended'
    description: 'Calls began hours ago, and their end was never told.'
    severity: 2
    every: 'PT1H'
    windowSize: 'P1D'
    query: loadTextContent('../queries/calls-never-ended.kql')
    measure: null // counts rows: one is one call
    aggregation: 'Count'
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'store-failing'
    displayName: 'Notifications cannot be stored'
    description: 'Graph was asked to send notifications again, because the durable store could not be reached.'
    severity: 1
    every: 'PT5M'
    windowSize: 'PT15M'
    query: loadTextContent('../queries/store-failing.kql')
    measure: 'failures'
    aggregation: 'Total'
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'webhook-refusals'
    displayName: 'Notifications are refused'
    description: 'Notifications with a token were refused: as a rule the app does not recognise Graph, or a tenant.'
    severity: 1
    every: 'PT5M'
    windowSize: 'PT15M'
    query: loadTextContent('../queries/notifications-refused.kql')
    measure: 'withToken'
    aggregation: 'Total'
    operator: 'GreaterThan'
    threshold: thresholds.?refusedNotifications ?? 4
  }
  {
    name: 'credential-failing'
    displayName: 'The app gets no token'
    description: 'Certificate, federated credential, consent or identity: no token for Graph or another service.'
    severity: 1
    every: 'PT5M'
    windowSize: 'PT15M'
    query: loadTextContent('../queries/credential-failures.kql')
    measure: 'failures'
    aggregation: 'Total'
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'graph-failing'
    displayName: 'Graph fails'
    description: 'Requests to Graph were given up.'
    severity: 2
    every: 'PT15M'
    windowSize: 'PT15M'
    query: loadTextContent('../queries/graph-failing.kql')
    measure: 'givenUp'
    aggregation: 'Total'
    operator: 'GreaterThan'
    threshold: thresholds.?graphFailures ?? 5
  }
  {
    name: 'graph-throttled'
    displayName: 'Graph throttles'
    description: 'Graph answered 429: calls are slower, and more of them will fail.'
    severity: 2
    every: 'PT15M'
    windowSize: 'PT15M'
    query: loadTextContent('../queries/graph-throttled.kql')
    measure: 'throttled'
    aggregation: 'Total'
    operator: 'GreaterThan'
    threshold: thresholds.?graphThrottled ?? 20
  }
  {
    name: 'dead-letters'
    displayName: 'Dead letters'
    description: 'Something could not be handled, and waits in the queue ivr-dead-letters for a person.'
    severity: 2
    every: 'PT15M'
    windowSize: 'PT15M'
    query: loadTextContent('../queries/dead-letters.kql')
    measure: 'letters'
    aggregation: 'Total'
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'defects'
    displayName: 'Defect of the program'
    description: 'Calls ended because of a defect of the program.'
    severity: 2
    every: 'PT15M'
    windowSize: 'PT15M'
    query: loadTextContent('../queries/defects.kql')
    measure: 'calls'
    aggregation: 'Total'
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'housekeeping-missing'
    displayName: 'Housekeeping did not run'
    description: 'Expired media or finished calls were not removed for more than a day.'
    severity: 3
    every: 'PT6H'
    windowSize: 'P2D'
    query: loadTextContent('../queries/housekeeping-missing.kql')
    measure: 'notRun'
    aggregation: 'Maximum'
    operator: 'GreaterThan'
    threshold: 0
  }
]

var silence = thresholds.?silence ?? ''

var onRequest = [
  {
    name: 'no-calls'
    displayName: 'No calls come in'
    description: 'Not one call came in for longer than is usual.'
    severity: 1
    every: 'PT15M'
    windowSize: silence
    query: loadTextContent('../queries/no-calls.kql')
    measure: 'calls'
    aggregation: 'Maximum'
    operator: 'LessThan'
    threshold: 1
  }
]

var rules = concat(alwaysOn, empty(silence) ? [] : onRequest)

resource queryAlerts 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for rule in rules: {
    name: '${namePrefix}-${rule.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: '${namePrefix}: ${rule.displayName}'
      description: '${rule.description} What to do: ${runbook}, section ${rule.name}.'
      severity: rule.severity
      enabled: true
      scopes: [applicationInsightsId]
      evaluationFrequency: rule.every
      windowSize: rule.windowSize
      criteria: {
        allOf: [
          {
            criterionType: 'StaticThresholdCriterion'
            query: rule.query
            metricMeasureColumn: rule.measure
            timeAggregation: rule.aggregation
            operator: rule.operator
            threshold: rule.threshold
            // One period: several want a column of time in the result. The windows do the smoothing.
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      autoMitigate: true
      actions: {
        actionGroups: actionGroupIds
      }
    }
  }
]
