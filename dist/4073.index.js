const c=4073,d=[4073],s={14073:((_,e,o)=>{o.d(e,{Q:()=>n});function n(t){return t}})};export{c as id,d as ids,s as modules};
