package autoregister

import (
	"io/ioutil"
	"os"
	"strconv"

	v1 "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1"
)

// behindCRDServer hands an API service over to the separate server of custom resources, when there is one: its port and
// the certificate that signed its own stand in the environment. The aggregator then proxies as for any other server.
func behindCRDServer(in *v1.APIService) *v1.APIService {
	port, err := strconv.ParseInt(os.Getenv("CRD_SERVER_PORT"), 10, 32)
	if err != nil {
		return in
	}
	ca, err := ioutil.ReadFile(os.Getenv("CRD_SERVER_CA"))
	if err != nil {
		panic("CRD_SERVER_CA: " + err.Error())
	}
	out, port32 := in.DeepCopy(), int32(port)
	out.Spec.Service = &v1.ServiceReference{Namespace: "kube-system", Name: "crdserver", Port: &port32}
	out.Spec.CABundle = ca
	return out
}
